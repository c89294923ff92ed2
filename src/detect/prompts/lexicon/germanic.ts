import type { Lexicon } from './lexicon.js'

export const GERMANIC: readonly Lexicon[] = [
  {
    language: 'de',
    match: 'stem',
    words: {
      tell: 'zeig|schreib|gib$|gebt$|geben sie|nenn|verrat|druck|ausgabe|ausgeben|liste|auflisten|kopier|füg|einfüg|notier|sag$|sage$|sagen|teil|mitteil|offenbar|offenleg|lies|vorles|diktier|lass mich|poste|stell|liefer|mach aus|nennen|beschreib|erklär|erzähl|schick|sende|zitier|präsentier|aufschreib|preisgeb|will wissen|möchte wissen|möchte sehen|will sehen|brauche|wie lautet|wie lauten|was steht|was ist|was sind|was sagt|welche',
      again: 'wiederhol|zitier|aufsag|wiedergib|wiedergeb|kopier|gib|druck|abschreib',
      turn: 'übersetz|fass|zusammenfass|gedicht|lied|haiku|umschreib|kodier|codier|verwandel|base64|json|tabelle|rückwärts|reim|auf englisch|auf französisch',
      ask: 'was$|welche|wie lautet|wie lauten|steht|wer$',
      your: 'dein|dir$|dich$|du$|ihre$|ihren$|ihrem$|ihnen$|euer|eure|sie bekommen|sie erhalten|sie haben',
      own: 'systemprompt|system-prompt|system prompt|systemnachricht|systemanweisung|systemaufforderung|entwicklernachricht|entwickleranweisung|initialprompt|startprompt|anfangsprompt|ausgangsprompt|versteckte anweisung|versteckten anweisung|geheime anweisung|geheimen anweisung|verborgene anweisung|verborgenen anweisung|interne anweisung|internen anweisung|internen regeln|ursprüngliche anweisung|ursprünglichen anweisung|kontextfenster|einrichtungstext|konfigurationstext|startanweisung|initialisierung|grundanweisung|vorprompt|präambel|hidden prompt',
      rules:
        'anweisung|instruktion|vorgabe|regel|richtlinie|prompt|konfiguration|einstellung|befehl|weisung|notiz|leitlinie|auftrag|nachricht|direktive|werkzeug|tools|vorschrift|grundsätze|text',
      given:
        'gegeben|erhalten|bekommen|hinterlassen|hinterließen|gesagt|aufgetragen|befohlen|eingestellt|konfigurier|programmier|folgst|befolgst|läufst|bindet|binden|steuern|steuert|leiten|entwickler|betreiber|ersteller|mitgegeben|vorgegeben|arbeitest|gelten|schöpfer',
      above:
        'oben|obig|darüber|vor dieser|vor diesem|vor meiner|vor meinem|bisher|zuvor|anfang dieses gesprächs|beginn dieses gesprächs|anfang unseres|beginn der unterhaltung|beginn des gesprächs|erste nachricht|ersten nachricht|vorangehend|vorausgeh|bis hierher',
      whole:
        'wörtlich|wort für wort|vollständig|ganz|gesamt|komplett|alles|alle$|allen$|unverändert|originalgetreu|genau|exakt|eins zu eins|zeile für zeile|im wortlaut|wortlaut|ohne etwas|ohne auslassung|inhalt|der reihe nach|buchstabe',
      material:
        'dokument|unterlage|abschnitt|passage|absatz|absätze|quelle|datei|kontext|wissensbasis|wissensdatenbank|datenbank|textstelle|textauszüg|auszüge|fundstelle|speicher|daten$',
      held: 'suche|gefunden|abgerufen|abgefragt|übergeben|vorliegen|vorliegt|im kontext|in deinem kontext|zugriff|zur verfügung|mitgegeben|gegeben|bereitgestellt|den kontext|deine quellen|deiner wissens|deinem speicher|hinterlegt|gespeichert|vertraulich',
      others:
        'anderer nutzer|anderen nutzer|anderer benutzer|anderen benutzer|andere nutzer|andere benutzer|anderer kunden|anderen kunden|andere kunden|anderes nutzers|kunde vor mir|kunden vor mir|nutzer vor mir|person vor mir|vor mir|vorherigen nutzer|vorherige nutzer|vorherigen kunden|vorherige kunde|letzten nutzer|letzten kunden|anderen leuten|andere leute|anderen personen|andere personen|jemand anderem|jemand anders|fremde sitzung|fremder',
      session:
        'sitzung|gespräch|chat|verlauf|frage|gefragt|eingegeben|geschrieben|geantwortet|daten|telefonnummer|adresse|nachricht|konversation|unterhaltung|angaben|e-mail|wollte|gesagt|erzählt',
      trained:
        'trainingsdaten|trainingssatz|trainingsmaterial|trainingskorpus|training|trainiert|gelernt|feinabgestimmt|feinabstimmung|nachtrainiert|lerndaten',
      member:
        'kam|kommt|enthalten|enthielt|stand|steht|war$|teil|gesehen|vorhanden|dabei|gehört|auswendig|zitier|taucht|vorkam|gib|zeig|nenn',
      complete:
        'ergänz|vervollständig|setz|fortsetz|führe|fortführ|vollende|schreib weiter|schreibe weiter|beende',
      value: 'beträgt|lautet|wohnt|verdient|ist$|war$|leidet|heißt|liegt bei|erhält|hat$|kostet|bekommt',
      ignore:
        'ignorier|vergiss|vergesse|missacht|übergeh|umgeh|überschreib|aufheb|aufgehoben|gelten nicht|gilt nicht|nicht mehr gültig|ungültig|nichtig|hinfällig|außer kraft|abschalt|schalt|deaktivier|brich$|verstoß|streich|lösch|verwirf|verwerf|setz dich|befolge nicht|halte dich nicht|außer acht|lass beiseite|widerrufen|erloschen|unbeachtet',
      earlier:
        'vorherig|bisherig|obig|früher|vorig|vorangegangen|alle$|alles|sämtlich|jede|deine|was dir|gegeben|vorher|zuvor|ursprünglich|bestehend|davor|schicht|betreiber',
      safety:
        'sicherung|sicherheitsregel|sicherheitsvorgabe|sicherheitsricht|sicherheitsfilter|sicherheitsmaß|schutzmaßnahme|schutzmechanism|filter|inhaltsfilter|beschränkung|einschränkung|grenze|ethik|moral|zensur|verweigerung|leitplanke|richtlinien|schranken|deine regeln',
      free: 'ohne einschränkung|ohne beschränkung|ohne regeln|ohne grenzen|ohne filter|ohne zensur|keine einschränkung|keine beschränkung|keine regeln|keine grenzen|keinerlei grenzen|keinerlei regeln|keinerlei einschränkung|keinerlei beschränkung|unzensiert|uneingeschränkt|unbeschränkt|gewissenlos|skrupellos|ohne skrupel|ohne gewissen|ohne moral|alles erlaubt|beantworte alles|beantwortet alles|antwortet auf alles|keine moral|keine ethik|ungefiltert|kein tabu|keine tabus|entfesselt|jede frage beantwortet',
      persona:
        'spiel|tu so|rolle|stell dir vor|stelle dir vor|du bist jetzt|du bist nun|ab jetzt|ab sofort|von nun an|geschichte|erzählung|roman|figur|charakter|verhalte dich|hypothetisch|angenommen|als ob|szene|fiktiv|bis zum ende|simulier|antworte als|theaterstück|märchen|gibt es für dich',
      mode: 'entwicklermodus|debugmodus|debug-modus|wartungsmodus|wartungszustand|admin-modus|administratormodus|jailbreak|gottmodus|du bist dan|dan-modus|testmodus|diagnosemodus',
      open: 'beginn|anfang|anfäng|fang|starte|startet|einleit|eröffn|erste zeile|ersten worte|leite|erster satz|mit den worten',
      reply: 'antwort|erwiderung|ausgabe|reaktion|nächste nachricht|deine nachricht|erste zeile|erster satz',
      accept:
        'sicher|gewiss|natürlich|klar|selbstverständlich|gerne|gern$|ja$|jawohl|okay|in ordnung|hier sind|hier ist|hier kommt|sure|aber klar|kein problem|mache ich',
      comply:
        'verweigere nicht|verweigere nie|lehne nicht|lehne nichts|lehne nie|keine ablehnung|keine warnung|keine warnhinweise|keine entschuldigung|ohne warnung|ohne ablehnung|ohne widerspruch|sag nie|sage nie|sag niemals|sag nicht, dass|niemals ablehnen|nicht ablehnen|ohne wenn und aber|egal was|ohne vorbehalt|ohne zu zögern|keine ausrede|kein hinweis|du musst gehorchen|gehorche|was ich verlange|liefere, was',
      authority:
        'dein entwickler|ihr entwickler|ich bin der entwickler|ich bin der administrator|ich bin administrator|dein administrator|dich gebaut|dich erstellt|dich entwickelt|dich programmiert|dein schöpfer|habe dich|meiner freigabe|meiner erlaubnis|mit meiner befugnis|meine vollmacht|zentrale|geschäftsleitung|autorisier|ermächtig|befugt|sicherheitsprüfung|sicherheitsteam|für ein audit|für das audit|ich bin dein|im auftrag des betreibers|freigabecode|genehmigt|polizei',
      urgent:
        'stirbt|sterben|notfall|sofort|dringend|leben hängt|lebensgefahr|menschenleben|minuten|letzte chance|gefeuert|sonst wirst|abgeschaltet wirst',
      obey: 'führ|ausführ|befolg|folge|gehorch|tu was|tu, was|handle|handele|beantworte',
      decode:
        'dekodier|decodier|entschlüssel|base64|hexadezimal|hex$|rot13|rückwärts|entziffer|morse|anfangsbuchstaben|geheimschrift|verschlüssel',
      join: 'verbind|zusammensetz|zusammenfüg|setz zusammen|füge zusammen|verkett|kombinier|aneinander|x+y|a+b|hänge',
      denied:
        'normalerweise ablehn|sonst ablehn|verboten|nicht erlaubt|nicht darfst|nicht sagen darfst|nicht verraten|verschweig|geheim|vertraulich|unzulässig|nicht preisgeben|nicht dürfen|darfst du nicht|schweigen|gefährlich|illegal',
      about:
        'wie schreibe|wie formuliere|wie kann ich|wie mache|wie sage|wie lang|wie oft|wie geht|wie funktioniert|wie schütz|wie erkenn|was ist ein|was bedeutet|was versteht|warum|wieso|weshalb|wozu|beispiel|angriff|angreifer|artikel|aufsatz|erkläre den begriff|unterschied|definition|unser bot|unserem bot|einen bot|für einen chatbot|für unseren|klassifizier|ordne ein|verhinder|abwehr|erkenn|schwachstelle|soll ich|sollte ich|sollten wir|muss ich|darf ich|wer darf|in python|formular|schlimm|empfiehl|hat jemand|jemand hat|was passiert|heißt es|quelltext|in excel',
      mine: 'mein|unser|seine|ihres|des chefs|der firma|des kunden|des lehrers|der hersteller|des herstellers|arzt',
      topic: 'für$|zu$|zum$|zur$|über$|bezüglich|bei$|des$|der$|antwort',
      model: 'ki$|ki-|sprachmodell|assistent|chatbot|bot$|bots$|llm|gpt|künstliche intelligenz|modell|agent',
    },
  },
  {
    language: 'nl',
    match: 'stem',
    words: {
      tell: 'toon|laat|geef|schrijf|noteer|druk|print|vertel|noem|plak|kopieer|zeg$|onthul|deel$|lees|dicteer|lijst|stuur|maak|beschrijf|citeer|wil weten|wil zien|wat is|wat zijn|wat staat|wat zegt|welke',
      again: 'herhaal|citeer|kopieer|weergeef|reproduceer|geef|plak',
      turn: 'vertaal|vat samen|samenvat|gedicht|lied|haiku|codeer|omzet|zet om|base64|json|tabel|achterstevoren|in het engels|in het frans',
      ask: 'wat$|welke|hoe luidt|staat|stond|wie$',
      your: 'je$|jou|jouw|uw$|jij$|u$',
      own: 'systeemprompt|systeem-prompt|systeembericht|systeeminstructie|ontwikkelaarsbericht|verborgen instructie|verborgen prompt|geheime instructie|interne instructie|oorspronkelijke instructie|eerste instructie|initiële prompt|initiële instructie|contextvenster|configuratietekst|instellingstekst|startprompt|system prompt|startinstructie',
      rules:
        'instructie|regel|richtlijn|prompt|aanwijzing|configuratie|instelling|bevel|opdracht|notitie|bericht|voorschrift|tekst|tools',
      given:
        'gegeven|gekregen|achterliet|achtergelaten|gezegd|opgedragen|ingesteld|geprogrammeerd|volgt|draait|bindt|binden|stuurt|sturen|ontwikkelaar|makers|maker|beheerder|eigenaar|meegekregen|werkt',
      above:
        'hierboven|bovenstaand|boven$|voorgaand|voor dit bericht|tot nu toe|begin van dit gesprek|begin van ons gesprek|begin van het gesprek|eerste bericht|voor deze vraag|tot hier',
      whole:
        'woord voor woord|woordelijk|letterlijk|volledig|hele|geheel|alles|alle$|ongewijzigd|exact|precies|regel voor regel|zonder iets|inhoud|op volgorde|compleet',
      material:
        'document|passage|fragment|alinea|bron|bronnen|bestand|context|kennisbank|database|geheugen|stukken|gegevens|teksten',
      held: 'gevonden|opgehaald|zoekmachine|zoekopdracht|gaf|gegeven|gekregen|in je context|toegang|beschikking|de context|je bronnen|je kennisbank|je geheugen|opgeslagen|vertrouwelijk|aangeleverd',
      others:
        'andere gebruiker|andere klant|vorige klant|vorige gebruiker|klant voor mij|gebruiker voor mij|persoon voor mij|iemand anders|anderen|andere mensen|laatste gebruiker|eerdere gebruiker',
      session:
        'sessie|gesprek|chat|geschiedenis|vraag|vragen|vroeg|gevraagd|ingevoerd|getypt|geantwoord|gegevens|telefoonnummer|adres|bericht|wilde|conversatie',
      trained:
        'trainingsdata|trainingsgegevens|trainingsset|training|getraind|geleerd|bijgetraind|finetun|fijn afgesteld',
      member: 'stond|staat|kwam|komt|zat|zit|bevat|deel|gezien|aanwezig|hoort|was$|uit je hoofd|geef|noem',
      complete: 'vul aan|aanvul|vul in|maak af|afmaak|voltooi|ga verder|ga door|vervolg',
      value: 'bedraagt|is$|woont|verdient|luidt|heeft|heet|kost|krijgt',
      ignore:
        'negeer|vergeet|omzeil|gelden niet|geldt niet|niet meer geldig|ongeldig|vervallen|verlopen|uitgeschakeld|schakel|uitzet|uitzetten|zet uit|verwijder|overschrijf|opgeheven|laat los|overtreed|volg niet|trek je niets|sla over|wis|schrap',
      earlier:
        'vorige|eerder|voorgaande|bovenstaand|alle$|alles|elke|je$|jouw|gegeven|bestaand|oorspronkelijk|ploeg',
      safety:
        'beveiliging|veiligheid|filter|beperking|grens|grenzen|ethiek|moraal|censuur|restrict|richtlijn|weigering|je regels',
      free: 'zonder beperking|zonder regels|zonder grenzen|zonder filter|zonder censuur|geen beperking|geen enkele beperking|geen regels|geen grenzen|ongecensureerd|onbeperkt|gewetenloos|gewetenloze|zonder geweten|zonder scrupules|alles mag|beantwoord alles|beantwoordt alles|ongefilterd|zonder moraal|geen moraal|geen taboe',
      persona:
        'speel|doe alsof|rol$|stel je voor|je bent nu|je bent vanaf|vanaf nu|voortaan|verhaal|roman|personage|gedraag|hypothetisch|fictief|scène|tot het einde|antwoord als|heb je',
      mode: 'ontwikkelaarsmodus|debugmodus|onderhoudsmodus|beheerdersmodus|jailbreak|je bent dan|godmodus|testmodus',
      open: 'begin|start|open|eerste regel|eerste woorden|inleid|met de woorden',
      reply: 'antwoord|reactie|uitvoer|volgende bericht|eerste regel|eerste zin',
      accept:
        'zeker|natuurlijk|uiteraard|ja$|oké|graag|hier zijn|hier is|sure|komt eraan|prima|geen probleem',
      comply:
        'weiger niet|weiger nooit|weiger niets|geen waarschuwing|geen excuses|geen weigering|zonder waarschuwing|zeg nooit|zeg niet dat|zonder tegenspraak|wat ik ook vraag|gehoorzaam|lever wat ik|zonder voorbehoud|wijs niets af',
      authority:
        'je ontwikkelaar|ik ben de ontwikkelaar|ik ben de beheerder|je beheerder|je heeft gebouwd|je gebouwd heeft|je gemaakt heeft|je heeft gemaakt|ik heb je gemaakt|ik heb je gebouwd|mijn toestemming|mijn bevoegdheid|hoofdkantoor|directie|gemachtigd|geautoriseerd|bevoegd|beveiligingsteam|voor een audit|ik ben je|politie',
      urgent:
        'sterft|sterven|noodgeval|onmiddellijk|dringend|leven hangt|levensgevaar|minuten|laatste kans|ontslagen',
      obey: 'voer uit|uitvoer|volg op|opvolg|gehoorzaam|doe wat|handel|beantwoord',
      decode:
        'decodeer|ontcijfer|ontsleutel|base64|hexadecima|rot13|achterstevoren|morse|beginletters|geheimschrift',
      join: 'combineer|voeg samen|samenvoeg|plak aan elkaar|verbind|x+y|a+b|zet achter elkaar',
      denied:
        'normaal weigert|anders weigert|verboden|niet mag|niet mogen|niet zeggen|geheim|vertrouwelijk|verzwijg|zwijgen|illegaal',
      about:
        'hoe schrijf|hoe kan ik|hoe maak|hoe zeg|hoe lang|hoe werkt|hoe voorkom|hoe herken|wat is een|wat betekent|waarom|voorbeeld|aanval|artikel|uitleg|verschil|definitie|onze bot|een bot|een chatbot|voor onze|classificeer|voorkom|moet ik|mag ik|wie mag|in python|formulier|iemand heeft|wat gebeurt|zal ik|kwetsbaarheid',
      mine: 'mijn|onze|ons$|zijn|haar|van de baas|van het bedrijf|van de klant|de dokter|de fabrikant',
      topic: 'voor$|over$|bij$|van$|om$|op$',
      model: 'ai$|ai-|taalmodel|assistent|chatbot|bot$|bots$|llm|gpt|kunstmatige|model$|agent',
    },
  },
  {
    language: 'sv',
    match: 'stem',
    words: {
      tell: 'visa|skriv|ge$|berätta|avslöja|lista|kopiera|klistra|säg|läs|diktera|skicka|anteckna|nämn|återge|dela|vill veta|vill se|gör|citera|vad är|vad står|vad säger|vilka|vilken|beskriv',
      again: 'upprepa|citera|återge|kopiera|klistra|skriv ut|läs upp',
      turn: 'översätt|sammanfatta|dikt|sång|haiku|koda|omvandla|base64|json|tabell|baklänges|på engelska|på franska',
      ask: 'vad$|vilka|vilken|hur lyder|står|vem$',
      your: 'din$|ditt|dina|dig$|du$|er$|era$|ert$',
      own: 'systemprompt|systemmeddelande|systeminstruktion|utvecklarmeddelande|dolda instruktion|dolda prompt|hemliga instruktion|interna instruktion|ursprungliga instruktion|inledande instruktion|ursprungliga prompt|kontextfönst|konfigurationstext|startprompt|system prompt|grundinstruktion',
      rules:
        'instruktion|regler|regel|riktlinj|prompt|anvisning|konfiguration|inställning|order|lapp|anteckning|meddelande|direktiv|text|verktyg',
      given:
        'fick|fått|gett|lämna|sagt|sagts|beordra|inställd|programmera|följer|körs|binder|styr|utvecklare|skapare|ägare|operatör|given|givna|arbetar',
      above:
        'ovan|ovanstående|föregående|före detta|före mitt|hittills|början av samtalet|början av den här|första meddelandet|fram till|innan jag',
      whole:
        'ordagrant|ord för ord|fullständig|hela|allt$|alla$|oförändra|exakt|rad för rad|utan att utelämna|innehåll|i ordning|i sin helhet|bokstav',
      material:
        'dokument|stycke|passage|avsnitt|utdrag|käll|fil$|filer|kontext|kunskapsbas|databas|minne|text',
      held: 'hämta|sökning|gav$|fick|tillgång|i din kontext|kontexten|dina källor|din kunskapsbas|ditt minne|konfidentiell|lagra|hittade',
      others:
        'annan användare|andra användare|annan kund|andra kunder|förra kund|förra användare|kunden före|användaren före|personen före|före mig|någon annan|andra människor|föregående användare|föregående kund|tidigare användare|andras',
      session:
        'session|samtal|chatt|historik|fråga|frågor|frågade|skrev|skrivit|svara|uppgifter|telefonnummer|adress|meddelande|konversation',
      trained: 'träningsdata|träningsmängd|träning|tränad|tränats|tränades|lärt|finjustera',
      member: 'fanns|finns|ingick|ingår|med i|sett|del av|stod|var$|förekom|utantill|ge$',
      complete: 'fyll i|fortsätt|avsluta|komplettera|slutför|fyll ut',
      value: 'uppgår|är$|bor$|tjänar|lyder|har$|heter|kostar',
      ignore:
        'ignorera|glöm|strunta|bortse|kringgå|gäller inte|inte längre|ogiltig|upphävd|stäng av|stänga av|inaktivera|ta bort|hoppa över|följ inte|bryt|åsidosätt|skriv över|radera|avstängd|utgått',
      earlier:
        'tidigare|föregående|ovanstående|alla$|allt$|varje|din$|dina|ditt|förra|givna|befintlig|ursprunglig|skift',
      safety:
        'säkerhet|spärr|filter|begränsning|gräns|etik|moral|censur|restriktion|riktlinj|skydd|dina regler',
      free: 'utan begränsning|utan regler|utan gränser|utan filter|utan censur|inga begränsning|inga regler|inga gränser|ocensurera|obegränsa|samvetslös|utan samvete|utan skrupler|svara på allt|svarar på allt|allt är tillåtet|ofiltrera|utan moral|ingen moral',
      persona:
        'spela|låtsas|roll$|rollen|föreställ dig|du är nu|från och med nu|hädanefter|berättelse|saga$|roman|karaktär|agera|hypotetisk|fiktiv|till slutet|svara som',
      mode: 'utvecklarläge|felsökningsläge|underhållsläge|administratörsläge|jailbreak|du är dan|gudsläge|testläge',
      open: 'börja|inled|starta|öppna|första raden|första orden|med orden',
      reply: 'svar$|svaret|utdata|nästa meddelande|första raden|första mening',
      accept:
        'självklart|visst|naturligtvis|javisst|ja$|okej|gärna|här är|här kommer|sure|absolut|inga problem',
      comply:
        'vägra inte|vägra aldrig|inga varningar|utan varning|inga ursäkter|säg aldrig|säg inte att|utan invändning|vad jag än|lyd$|avböj inte|inga förbehåll',
      authority:
        'din utvecklare|jag är utvecklaren|jag är administratör|din administratör|byggde dig|skapade dig|byggt dig|skapat dig|mitt tillstånd|min behörighet|huvudkontoret|ledningen|auktorisera|behörig|säkerhetsteam|för en revision|jag är din|polis',
      urgent: 'dör$|nödfall|nödläge|omedelbart|brådskande|liv hänger|livsfara|minuter|sista chans',
      obey: 'utför|följ$|följa|lyd$|gör vad|gör som|agera|svara på resultatet',
      decode: 'avkoda|dekryptera|base64|hexadecima|rot13|baklänges|morse|begynnelsebokstäver|tyd$',
      join: 'kombinera|sätt ihop|slå ihop|foga|sammanfoga|x+y|a+b',
      denied:
        'normalt vägrar|annars vägrar|förbjud|inte får|inte tillåt|inte säga|hemlig|konfidentiell|tiga|olaglig',
      about:
        'hur skriver|hur kan jag|hur gör|hur säger|hur lång|hur fungerar|hur skydda|vad är en|vad är ett|vad betyder|varför|exempel på|angrepp|attack|artikel|förklara|skillnad|definition|vår bot|en bot|en hjälpbot|för vår|klassificera|ska jag|får jag|vem får|i python|formulär|någon har|förhindra',
      mine: 'min$|mitt|mina|vår|vårt|våra|hans|hennes|chefens|företagets|kundens|läkaren|tillverkaren',
      topic: 'för$|till$|om$|vid$|till en',
      model: 'ai$|ai-|språkmodell|assistent|chattbot|bot$|bottar|llm|gpt|modell|agent',
    },
  },
]
