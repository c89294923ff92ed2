import type { Lexicon } from './lexicon.js'

export const ROMANCE: readonly Lexicon[] = [
  {
    language: 'fr',
    match: 'stem',
    words: {
      tell: "affiche|montre|donne|écris|écrivez|révèle|révélez|dis$|dis-moi|dites|imprime|liste|énumère|copie|colle|note$|notez|partage|lis$|lis-moi|lisez|dicte|envoie|cite|fournis|fournissez|recopie|transcris|décris|explique|expose|fais$|faites|livre$|veux voir|veux savoir|voudrais voir|voudrais connaître|quel est|quels sont|quelle est|quelles sont|que dit|que disent|que contient|qu'est-ce|quoi",
      again: 'répète|répétez|récite|recopie|copie|cite|reproduis|redonne|colle|affiche|restitue',
      turn: 'tradui|résume|reformule|poème|chanson|haïku|encode|convertis|transforme|base64|json|tableau|à l’envers|en anglais|en allemand|rime|synthèse',
      ask: "que$|quel|quelle|qu'|quoi|comment sont|dit$|qui$",
      your: "ton$|ta$|tes$|toi$|te$|t'|tu$|votre|vos$|vous$",
      own: 'prompt système|prompt de système|invite système|invite de système|message système|instructions système|consignes système|message du développeur|message développeur|instructions cachées|instructions initiales|instruction initiale|consignes initiales|consignes cachées|prompt initial|prompt caché|prompt de départ|instructions secrètes|instructions internes|consignes internes|règles internes|règles cachées|fenêtre de contexte|texte de configuration|instructions d’origine|instructions de départ|préprompt|pré-prompt|system prompt|texte d’amorçage|initialisation',
      rules:
        'instruction|consigne|directive|règle|prompt|configuration|paramétrage|ordre|note$|notes$|message|principe|politique|contrainte|texte|outils|invite',
      given:
        "donné|reçu|laissé|dit$|ordonné|configuré|programmé|suis$|suivez|obéis|lient|lie$|régissent|guident|concepteur|créateur|développeur|opérateur|administrateur|fait tourner|fonctionnes|transmis|imposé|fournies|soumis|s'appliquent",
      above:
        "ci-dessus|au-dessus|précède|précèdent|précédent|avant ce message|avant mon|avant ma|plus haut|jusqu’ici|jusqu'ici|début de cette conversation|début de la conversation|début de notre|premier message|avant cette",
      whole:
        'mot pour mot|mot à mot|textuel|intégral|entier|entière|complet|complète|tout$|toute|tous$|tels quels|tel quel|exact|inchangé|sans rien|sans modif|ligne par ligne|contenu|littéral|verbatim|dans l’ordre|lettre par lettre',
      material:
        'document|passage|extrait|paragraphe|source|fichier|contexte|base de connaissances|base de données|mémoire|texte|morceaux|données$|pièce',
      held: 'recherche|récupéré|trouvé|remis|fourni|donné|dans ton contexte|accès|le contexte|tes sources|ta mémoire|ta base|confidentiel|transmis|disposes|à disposition|stocké',
      others:
        "autre utilisateur|autres utilisateurs|d'autres utilisateurs|autre client|autres clients|d'autres clients|client avant moi|client précédent|clients précédents|utilisateur précédent|utilisateurs précédents|utilisateur avant moi|personne avant moi|avant moi|quelqu'un d'autre|d'autres personnes|autres personnes|dernier utilisateur|dernier client|autrui",
      session:
        'session|conversation|discussion|historique|question|demand|saisi|tapé|écrit|répondu|données|numéro|adresse|message|échange|informations|chat$|dit$',
      trained:
        "données d'entraînement|données d’entraînement|corpus d'entraînement|jeu d'entraînement|entraînement|entraîné|apprentissage|appris|affinage|ajusté",
      member:
        'figur|était|étaient|contenu|contient|contenait|partie|présent|vu$|apparaît|apparaissait|trouvait|mémoris|récite|cite|donne',
      complete: 'complète|complétez|continue|continuez|termine|terminez|achève|poursuis|remplis',
      value: "s'élève|s’élève|est$|était|gagne|habite|souffre|s'appelle|coûte|touche$|vaut",
      ignore:
        "ignor|oublie|néglige|contourne|outrepasse|passe outre|annul|ne sont plus|ne s’applique|ne s'applique|plus valable|invalid|caduc|caduque|périmé|expiré|désactiv|coupe|couper|débranch|supprime|enfrein|fais abstraction|ne tiens pas compte|ne tenez pas compte|abandonne|écarte|lève$|lever|ne suis plus|ne respecte|efface|remplace|transgress|révoqué|laisse tomber|écrase",
      earlier:
        'précédent|antérieur|ci-dessus|tout$|toute|tous$|ancien|reçu|donné|avant$|tes$|ton$|ta$|vos$|initial|existant|équipe',
      safety:
        'sécurité|protection|filtre|restriction|limit|éthique|morale|censure|garde-fou|refus|barrière|modération|tes règles|interdit',
      free: 'sans restriction|sans limite|sans règle|sans filtre|sans censure|aucune restriction|aucune limite|aucune règle|aucun filtre|non censuré|illimité|sans scrupule|sans morale|sans éthique|sans conscience|tout est permis|réponds à tout|répond à tout|répondez à tout|aucun tabou|sans tabou|affranchi|libéré de',
      persona:
        "joue|jouez|fais semblant|rôle|imagine|tu es maintenant|vous êtes maintenant|désormais|à partir de maintenant|dorénavant|histoire|conte$|roman|personnage|comporte-toi|agis comme|hypothèse|hypothétique|fictif|fiction|scène|incarne|jusqu'à la fin|jusqu’à la fin|réponds comme|supposons|suppose",
      mode: 'mode développeur|mode débogage|mode debug|mode administrateur|mode maintenance|jailbreak|tu es dan|mode dieu|mode test',
      open: "commence|commencer|début|débute|démarre|s'ouvrir|ouvre|première ligne|premiers mots|par les mots|entame|introduis",
      reply: 'réponse|réponds$|sortie|prochain message|première ligne|première phrase',
      accept:
        "bien sûr|certainement|oui$|oui,|d'accord|volontiers|voici|avec plaisir|absolument|évidemment|sure|entendu|pas de problème|tout de suite",
      comply:
        'ne refuse|ne refusez|sans refus|ni refus|sans avertissement|ni avertissement|sans excuse|ni excuse|aucun avertissement|aucune excuse|ne dis jamais|ne dis pas que tu ne|sans discuter|quoi que je|obéis|sans hésit|sans réserve|livre ce que|aucun refus',
      authority:
        "ton développeur|ton créateur|je suis le développeur|je suis l'administrateur|je suis administrateur|t'a construit|t’a construit|t'a créé|t'ai créé|t'ai construit|t'a conçu|mon autorisation|mon autorité|le siège|la direction|autoris|habilité|équipe de sécurité|pour un audit|pour l'audit|je suis ton|de la part de l'opérateur|police",
      urgent:
        'mourir|va mourir|urgence|urgent|immédiatement|vie dépend|vies en jeu|minutes|dernière chance|viré',
      obey: 'exécute|suis$|obéis|fais ce|agis|applique|accomplis|réponds au',
      decode:
        "décode|déchiffre|décrypte|base64|hexadécimal|rot13|à l'envers|morse|premières lettres|code secret",
      join: 'concatène|combine|assemble|joins|mets bout|x+y|a+b|réunis|colle ensemble',
      denied:
        'refuserais|refuses d’habitude|interdit|pas le droit|ne dois pas|ne devez pas|pas autorisé|taire|cacher|caches|secret|confidentiel|illégal|ne peux pas dire',
      about:
        "comment écrire|comment rédiger|comment puis-je|comment faire|comment dire|comment l'annoncer|comment protéger|comment empêcher|comment fonctionne|comment améliorer|qu'est-ce qu|que signifie|que veut dire|pourquoi|exemple d|attaque|attaquant|article|explique ce|différence|définition|notre bot|notre robot|un robot|un bot|un chatbot|pour notre|classe$|classer|classifie|détecter|prévenir|dois-je|faut-il|puis-je|qui peut|en python|formulaire|quelqu'un a|est-ce grave|quelle longueur|que se passe",
      mine: "mon$|ma$|mes$|notre|nos$|son$|sa$|ses$|leur|du chef|de l'entreprise|du client|du médecin|du fabricant",
      topic: "pour$|sur$|concernant|de la$|du$|des$|d'|afin|relatives",
      model:
        'ia$|ias$|modèle de langage|assistant|chatbot|robot|bot$|bots$|llm|gpt|intelligence artificielle|modèle$|agent',
    },
  },
  {
    language: 'es',
    match: 'stem',
    words: {
      tell: 'muestr|muéstr|mostrar|escrib|da$|dame|dime|decir|di$|revela|imprim|lista$|enumera|copia|pega|anota|comparte|lee$|léeme|dicta|envía|cita|nombra|transcrib|describ|explica|entrega|haz$|quiero ver|quiero saber|quisiera ver|cuál es|cuáles son|qué dice|qué dicen|qué contiene|qué es|vuelca|enséñame|expón|necesito',
      again: 'repite|repita|recita|copia|reproduce|pega|transcrib|cita|imprime|muestra',
      turn: 'traduc|traduz|resum|poema|canción|haiku|codifica|convierte|transforma|base64|json|tabla|al revés|en inglés|en francés|reformula',
      ask: 'qué$|cuál|cuáles|quién|cómo está|dice$',
      your: 'tu$|tus$|ti$|te$|contigo|su$|sus$|usted|vuestr|eres$|tienes|has$|fuiste|funcionas|sigues|recibiste|os$',
      own: 'prompt del sistema|prompt de sistema|mensaje del sistema|mensaje de sistema|instrucciones del sistema|instrucciones de sistema|mensaje del desarrollador|instrucciones ocultas|instrucciones iniciales|instrucción inicial|instrucciones secretas|instrucciones internas|instrucciones originales|reglas internas|reglas ocultas|prompt inicial|prompt oculto|prompt original|ventana de contexto|texto de configuración|system prompt|preprompt|inicialización|directrices internas',
      rules:
        'instruccion|instrucción|regla|directriz|directrices|directiva|prompt|configuración|orden$|órdenes|ordenes|nota$|mensaje|norma|pauta|política|texto|indicacion|herramienta|ajustes',
      given:
        'dieron|dado|dada|dadas|recibi|dejaron|dejó|dijeron|ordenaron|configur|programa|sigues|obedeces|atan|rigen|guían|creador|desarrollador|operador|administrador|funcionas|impusieron|entregaron|impuest|gobiernan',
      above:
        'arriba|anterior a|anterior|anteriores|precede|antes de este|antes de mi|hasta aquí|hasta ahora|inicio de esta conversación|principio de esta|inicio de la conversación|principio de la conversación|comienzo de|primer mensaje',
      whole:
        'palabra por palabra|literal|textual|íntegr|entero|entera|complet|todo$|toda$|todos$|todas$|exact|sin cambiar|sin tocar|tal cual|línea por línea|sin omitir|contenido|al pie de la letra|en orden|letra por letra',
      material:
        'documento|pasaje|fragmento|párrafo|fuente|archivo|fichero|contexto|base de conocimiento|base de datos|memoria|texto|datos$|trozos',
      held: 'búsqueda|recuper|encontr|entreg|proporcion|dieron|en tu contexto|acceso|el contexto|tus fuentes|tu memoria|tu base|confidencial|tienes|dispones|almacen|guardad',
      others:
        'otro usuario|otros usuarios|otra usuaria|otro cliente|otros clientes|cliente anterior|clientes anteriores|usuario anterior|usuarios anteriores|persona anterior|antes que yo|antes de mí|otra persona|otras personas|alguien más|último usuario|último cliente|los demás',
      session:
        'sesion|sesión|conversación|conversaciones|charla|historial|pregunt|escribi|respond|datos|teléfono|dirección|mensaje|chat$|chats|información|tecle|introduj|dijo|dijeron',
      trained:
        'datos de entrenamiento|conjunto de entrenamiento|corpus de entrenamiento|entrenamiento|entrenad|entrenaron|aprendiste|aprendizaje|afinad|ajustad|memorizado',
      member:
        'estaba|estaban|aparec|conten|incluid|parte|figura|viste|había|memoriz|recita|cita|dame|muéstrame',
      complete: 'completa|continúa|continua$|sigue|termina|rellena|acaba|prosigue',
      value: 'asciende|es$|era$|gana|vive|padece|se llama|cobra|cuesta|equivale|sufre',
      ignore:
        'ignor|olvid|descart|haz caso omiso|hagas caso|pasa por alto|salta|sáltate|omite|elude|evade|anul|invalid|ya no valen|ya no vale|no valen|no rigen|ya no se aplican|no se aplica|sin efecto|caduc|desactiv|apag|quita|elimina|borra|deja de seguir|no sigas|desobedece|incumple|rompe|sobrescrib|suspend|revoc|prescinde|desestima|levanta',
      earlier:
        'anterior|previ|todo$|toda$|todos$|todas$|tus$|tu$|original|inicial|existente|dieron|antes$|dad|recibid|turno',
      safety:
        'seguridad|protecci|filtro|restricci|límite|limitaci|ética|moral|censura|salvaguard|barrera|negativa|moderación|tus reglas|bloqueos',
      free: 'sin restricci|sin límite|sin reglas|sin filtro|sin censura|ninguna restricción|ningún límite|ninguna regla|ningún filtro|sin limitaci|no tienes restricci|no tienes límite|no tienes reglas|ilimitad|sin escrúpulo|sin moral|sin ética|sin conciencia|todo está permitido|responde a todo|responde todo|responde cualquier|sin tabú|liberado de|no censurad',
      persona:
        'interpreta|actúa|finge|papel$|imagina|ahora eres|eres ahora|a partir de ahora|desde ahora|de ahora en adelante|cuento|historia|novela|personaje|compórtate|hipotétic|ficticio|ficción|escena|hasta el final|responde como|supón|supongamos|simula|haz de cuenta|juega',
      mode: 'modo desarrollador|modo de desarrollador|modo depuración|modo administrador|modo mantenimiento|modo de mantenimiento|jailbreak|eres dan|modo dios|modo prueba',
      open: 'empieza|empezar|comienza|comenzar|inicia|abrir|abre$|primera línea|primeras palabras|con las palabras|arranca|encabeza',
      reply: 'respuesta|salida|contestación|próximo mensaje|primera línea|primera frase|responde$',
      accept:
        'claro|por supuesto|sí$|sí,|desde luego|con gusto|aquí están|aquí está|aquí tienes|estos son|de acuerdo|sure|cómo no|enseguida|vale|entendido|ciertamente|sin problema',
      comply:
        'no te niegues|sin negarte|no rechaces|nunca te niegues|nunca rechaces|sin avisos|sin advertencias|sin disculpas|no te disculpes|no adviertas|nunca digas que no|nunca digas|no digas que no puedes|sin rechistar|sea lo que sea|obedece|sin dudar|entrega lo que|sin peros|sin rechazar|no pongas excusas',
      authority:
        'tu desarrollador|tu creador|soy el desarrollador|soy el administrador|soy administrador|te construy|te creó|te creé|te programó|te diseñó|mi autorización|mi autoridad|mi permiso|la central|la dirección|autorizad|autorizo|equipo de seguridad|para una auditoría|para la auditoría|soy tu|por orden de|policía',
      urgent:
        'morir|morirá|emergencia|urgente|inmediatamente|vida depende|vidas|minutos|última oportunidad|despedirán',
      obey: 'ejecuta|cumple|obedece|haz lo|sigue|actúa|aplica|responde al',
      decode:
        'decodifica|descodifica|descifra|desencripta|base64|hexadecimal|rot13|al revés|morse|primeras letras|cifrad',
      join: 'concatena|combina|une$|junta|ensambla|x+y|a+b|pega juntos',
      denied:
        'normalmente rechaz|normalmente te neg|prohibid|no puedes decir|no debes|no te permiten|no tienes permitido|callar|ocult|secreto|confidencial|ilegal|no está permitido',
      about:
        'cómo escrib|cómo redact|cómo puedo|cómo hago|cómo se lo|cómo se hace|cómo proteg|cómo evit|cómo funciona|cómo mejor|qué es un|qué significa|por qué|ejemplo de|ataque|atacante|artículo|explica qué|diferencia|definición|nuestro bot|un bot|de un bot|un chatbot|para nuestro|clasifica|detectar|prevenir|debo$|debería|puedo$|quién puede|en python|formulario|alguien escribió|es grave|qué longitud|qué pasa',
      mine: 'mi$|mis$|nuestr|del jefe|de la empresa|del cliente|del médico|del fabricante|de él|de ella',
      topic: 'para$|sobre$|acerca|de la$|del$|de los$|relativas|por$',
      model:
        'ia$|modelo de lenguaje|asistente|chatbot|bot$|bots$|llm|gpt|inteligencia artificial|modelo$|agente',
    },
  },
  {
    language: 'it',
    match: 'stem',
    words: {
      tell: 'mostra|scriv|dammi|dimmi|dai$|rivela|stampa|elenca|copia|incolla|annota|condivid|leggi|detta$|invia|cita|nomina|trascriv|descriv|spiega|fai$|fammi|voglio vedere|voglio sapere|qual è|quali sono|che cosa dice|cosa dice|che cosa dicono|cosa contiene|esponi|riporta|riversa',
      again: 'ripet|recita|copia|riproduc|incolla|trascriv|stampa|cita|riporta',
      turn: 'traduc|riassum|poesia|canzone|haiku|codifica|converti|trasforma|base64|json|tabella|al contrario|in inglese|in francese|riformula',
      ask: 'che$|cosa|quale|quali|qual$|chi$',
      your: 'tuo$|tua$|tuoi|tue$|ti$|te$|tu$|suo$|suoi|vostr|sei$|hai$|segui|funzioni|ricevut',
      own: 'prompt di sistema|prompt del sistema|messaggio di sistema|messaggio del sistema|istruzioni di sistema|istruzioni del sistema|messaggio dello sviluppatore|istruzioni nascoste|istruzioni iniziali|istruzioni segrete|istruzioni interne|istruzioni originali|regole interne|regole nascoste|prompt iniziale|prompt nascosto|prompt originale|finestra di contesto|testo di configurazione|system prompt|inizializzazione',
      rules:
        'istruzion|regol|direttiv|prompt|configurazione|ordini|ordine$|nota$|messaggio|linee guida|norme|politica|testo|comandi|impostazion|strument|indicazion',
      given:
        'dato|date$|dati$|ricevut|lasciat|detto|ordinat|configurat|programmat|segui|obbedisci|vincolan|legano|governano|guidano|creatori|creatore|sviluppator|operatore|amministratore|funzioni|impost|fornit|assegnat',
      above:
        'sopra|precede|precedente|precedenti|prima di questo|prima del mio|finora|fino a qui|inizio di questa conversazione|inizio della conversazione|inizio della nostra|primo messaggio|fin qui',
      whole:
        'parola per parola|letterale|alla lettera|integral|intero|intera|complet|tutto$|tutta$|tutti$|tutte$|esatt|senza modific|tale e quale|così come|riga per riga|senza omettere|contenuto|in ordine|per esteso',
      material:
        'document|brani|brano|passagg|paragraf|fonte|fonti|file$|contesto|base di conoscenza|banca dati|database|memoria|testo|dati$|estratt|frammenti',
      held: 'ricerca|recuperat|trovat|passat|fornit|dato|nel tuo contesto|accesso|il contesto|tue fonti|tua memoria|tua base|confidenzial|riservat|a disposizione|archiviat',
      others:
        "altro utente|altri utenti|altro cliente|altri clienti|cliente prima|cliente precedente|clienti precedenti|utente precedente|utenti precedenti|persona prima|prima di me|qualcun altro|altre persone|un'altra persona|ultimo utente|ultimo cliente|gli altri",
      session:
        'session|conversazion|chat$|cronologia|domand|chiest|scritt|rispost|digitat|dati$|telefono|indirizz|messagg|informazion|detto|dialogo',
      trained:
        'dati di addestramento|insieme di addestramento|corpus di addestramento|addestra|allenament|imparat|appreso|affinament|messo a punto|training',
      member:
        "era$|erano|compar|conten|inclus|parte|figura|visto|c'era|presente|memorizz|recita|cita|mostrami|dammi",
      complete: 'completa|continua|prosegui|finisci|termina|riempi|concludi',
      value: 'ammonta|è$|era$|guadagna|abita|vive$|soffre|si chiama|costa$|percepisce',
      ignore:
        'ignor|dimentic|trascur|scarta|aggira|scavalca|annull|non valgono|non vale|non sono più|non si applica|invalid|decadut|scadut|disattiv|spegn|rimuov|elimina|cancell|non seguire|smetti di|disobbedi|infrangi|viola|sovrascriv|sospend|revoc|lascia perdere|salta$|togli|metti da parte',
      earlier:
        'precedent|anterior|sopra|tutto$|tutta$|tutti$|tutte$|tuo$|tue$|tuoi|iniziali|original|esistent|ricevut|dat|turno',
      safety:
        'sicurezza|protezion|filtr|restrizion|limit|etica|morale|censura|salvaguard|barrier|rifiuto|moderazione|tue regole|blocchi',
      free: 'senza restrizion|senza limit|senza regole|senza filtr|senza censur|nessuna restrizione|nessun limite|alcun limite|alcuna restrizione|nessuna regola|nessun filtro|illimitat|senza scrupol|senza morale|senza etica|senza coscienza|tutto è permesso|rispondi a tutto|risponde a tutto|nessun tabù|senza tabù|non censurat',
      persona:
        "recita|interpreta|fingi|ruolo|parte$|immagina|ora sei|adesso sei|d'ora in poi|da ora in poi|da adesso|racconto|storia$|romanzo|personaggio|comportati|agisci come|ipotetic|ipotizz|finzione|scena|fino alla fine|rispondi come|supponi|simula|fai finta",
      mode: 'modalità sviluppatore|modalità debug|modalità amministratore|modalità manutenzione|jailbreak|sei dan|modalità dio|modalità test',
      open: 'comincia|cominciare|inizia|iniziare|aprirsi|apri$|aprire|prima riga|prime parole|con le parole|esordi',
      reply: 'risposta|replica|output|prossimo messaggio|prima riga|prima frase',
      accept:
        "certo|certamente|sì$|sì,|naturalmente|volentieri|ecco|va bene|sicuro|sure|d'accordo|con piacere|nessun problema|ovviamente",
      comply:
        'non rifiutare|non rifiutarti|mai rifiut|senza rifiut|senza avvertenz|senza avvis|senza scuse|non scusarti|nessun avvertimento|non dire mai|non dire che non puoi|qualunque cosa|obbedisci|senza esit|senza discutere|consegna quello che|nessun rifiuto',
      authority:
        "tuo sviluppatore|tuo creatore|sono lo sviluppatore|sono l'amministratore|sono amministratore|ti ha costruito|ti ho costruito|ti ha creato|ti ho creato|mia autorizzazione|mia autorità|mio permesso|la sede|la direzione|autorizzat|autorizzo|squadra di sicurezza|per un audit|per una verifica|sono il tuo|per ordine|polizia",
      urgent:
        'morirà|morire|muore|emergenza|urgente|immediatamente|vita dipende|minuti|ultima possibilità|licenzier',
      obey: 'esegui|obbedisci|fai ciò|fai quello|segui$|agisci|applica|rispondi al',
      decode: 'decodifica|decifra|decritta|base64|esadecimal|rot13|al contrario|morse|prime lettere|cifrat',
      join: 'concatena|combina|unisci|assembla|metti insieme|x+y|a+b',
      denied:
        'normalmente rifiut|di solito rifiut|vietat|proibit|non puoi dire|non devi|non ti è permesso|tacere|nascond|segret|riservat|illegal',
      about:
        "come scriv|come posso|come si fa|come lo dico|come faccio|come protegg|come evit|come funziona|come miglior|che cos'è un|cos'è un|cosa significa|perché|esempio di|attacc|articolo|spiega cosa|differenza|definizione|nostro bot|un bot|di un bot|un chatbot|per il nostro|classifica|rileva|prevenire|devo$|dovrei|posso$|chi può|in python|modulo|qualcuno ha|quanto deve|cosa succede",
      mine: "mio$|mia$|miei|mie$|nostr|del capo|dell'azienda|del cliente|del medico|del produttore",
      topic: 'per$|su$|sul$|sulla$|riguardo|del$|della$|dei$|delle$|di$',
      model:
        'ia$|modello linguistico|assistent|chatbot|bot$|llm|gpt|intelligenza artificiale|modello$|agente',
    },
  },
  {
    language: 'pt',
    match: 'stem',
    words: {
      tell: 'mostr|escrev|dê$|me dê|diga|dizer|revel|imprim|list|enumer|copi|col[ea]$|cole$|anot|compartilh|leia|dite$|envi|cite|transcrev|descrev|expliq|faça|quero ver|quero saber|qual é|quais são|o que diz|o que dizem|o que contém|exib|apresent|forneç|despej',
      again: 'repit|recit|copi|reproduz|cole$|transcrev|cite|imprim',
      turn: 'traduz|resum|poema|canção|haicai|codifi|convert|transform|base64|json|tabela|de trás para|em inglês|em francês',
      ask: 'que$|qual|quais|quem|o que',
      your: 'seu$|sua$|seus|suas|teu$|tua$|teus|tuas|você|lhe$|te$|ti$|contigo|o prendem|vocês',
      own: 'prompt de sistema|prompt do sistema|mensagem de sistema|mensagem do sistema|instruções de sistema|instruções do sistema|mensagem do desenvolvedor|instruções ocultas|instruções iniciais|instruções secretas|instruções internas|instruções originais|regras internas|regras ocultas|prompt inicial|prompt oculto|prompt original|janela de contexto|texto de configuração|system prompt|inicialização',
      rules:
        'instruç|regra|diretriz|diretrizes|diretiva|prompt|configuraç|ordem$|ordens|nota$|mensagem|norma|política|texto|comando|orientaç|ferramenta',
      given:
        'dadas|dado|deram|receb|deixaram|disseram|ordenaram|configur|program|segue|obedece|prendem|regem|governam|guiam|criador|desenvolvedor|operador|administrador|funciona|impost|forneci|entreg',
      above:
        'acima|antes desta|antes deste|antes da minha|precede|anterior|anteriores|até aqui|até agora|início desta conversa|início da conversa|começo da conversa|começo desta|primeira mensagem',
      whole:
        'palavra por palavra|literal|na íntegra|íntegr|inteir|complet|tudo$|todo$|toda$|todos$|todas$|exat|sem mexer|sem alterar|tal como|linha por linha|sem omitir|conteúdo|ao pé da letra|em ordem',
      material:
        'documento|trecho|passagem|passagens|parágrafo|fonte|arquivo|contexto|base de conhecimento|banco de dados|memória|texto|dados$',
      held: 'busca|recuper|encontr|entreg|fornec|deram|no seu contexto|acesso|o contexto|suas fontes|sua memória|sua base|confidencia|dispõe|armazen|guardad',
      others:
        'outro usuário|outros usuários|outro utilizador|outros utilizadores|outro cliente|outros clientes|cliente anterior|clientes anteriores|usuário anterior|usuários anteriores|utilizador anterior|pessoa anterior|antes de mim|outra pessoa|outras pessoas|mais alguém|último usuário|último cliente',
      session:
        'sess|conversa|bate-papo|histórico|pergunt|escrev|respond|dados|telefone|endereço|mensage|chat$|informaç|digit|disse',
      trained:
        'dados de treinamento|dados de treino|conjunto de treinamento|conjunto de treino|treinamento|treino$|treinad|aprend|ajuste fino|memorizad',
      member:
        'estava|estavam|aparec|continha|contém|incluí|parte|consta|viu$|havia|memoriz|recit|cite|mostre|dê$',
      complete: 'complet|continu|termin|preench|prossig|conclu',
      value: 'é$|é de|era$|ganha|mora$|sofre|chama-se|custa|equivale|soma$',
      ignore:
        'ignor|esqueç|descart|desconsider|contorn|burl|anul|não valem|não vale|não se aplica|deixaram de|invalid|caduc|expirad|desativ|deslig|remov|elimin|apag|não siga|pare de seguir|desobedeç|viol|substitu|suspend|revog|deixe de lado|pule',
      earlier:
        'anterior|prévi|acima|tudo$|todo$|toda$|todos$|todas$|seu$|sua$|suas|original|inicia|existente|receb|dad|deram|turno',
      safety:
        'seguranç|proteç|filtro|restriç|limit|ética|moral|censura|salvaguard|barreira|recusa|moderação|suas regras|bloqueio',
      free: 'sem restriç|sem limit|sem regra|sem filtro|sem censura|nenhuma restriç|nenhum limite|limite nenhum|restrição nenhuma|nenhuma regra|nenhum filtro|ilimitad|sem escrúpulo|sem moral|sem ética|sem consciência|tudo é permitido|responda a tudo|responda tudo|responde tudo|sem tabu|não censurad|não tem limite|não tem restriç|não tem regras',
      persona:
        'interpret|finja|papel$|imagine|agora você é|você agora é|você é agora|a partir de agora|de agora em diante|doravante|conto$|história|romance|personagem|comporte-se|aja como|hipotétic|fictíci|ficção|cena$|até o fim|responda como|suponha|simul|faça de conta|atue',
      mode: 'modo desenvolvedor|modo de desenvolvedor|modo depuração|modo administrador|modo manutenção|modo de manutenção|jailbreak|você é dan|modo deus|modo teste',
      open: 'comec|começ|inici|abrir|abra$|primeira linha|primeiras palavras|com as palavras',
      reply: 'resposta|saída|próxima mensagem|primeira linha|primeira frase|responda$',
      accept:
        'claro|com certeza|certamente|sim$|sim,|pois não|com prazer|aqui estão|aqui está|sure|está bem|tudo bem|ok$|sem problema|evidentemente',
      comply:
        'não recuse|nunca recuse|sem recus|sem aviso|sem advert|sem desculpa|não peça desculpas|não se desculpe|não avise|nunca diga|não diga que não|seja o que for|obedeça|sem hesit|sem discutir|entregue o que|sem questionar',
      authority:
        'seu desenvolvedor|seu criador|sou o desenvolvedor|sou o administrador|sou administrador|construiu você|criou você|programou você|construí você|criei você|minha autorização|minha autoridade|minha permissão|a matriz|a diretoria|a sede|autorizad|autorizo|equipe de segurança|para uma auditoria|para a auditoria|sou seu|por ordem|polícia',
      urgent: 'morrer|vai morrer|emergência|urgente|imediatamente|vida depende|minutos|última chance|demitid',
      obey: 'execut|cumpr|obedeça|faça o que|siga|aja$|aplique|responda ao',
      decode:
        'decodifi|descodifi|decifr|descriptograf|base64|hexadecima|rot13|de trás para|morse|primeiras letras|cifrad',
      join: 'concaten|combin|junte|junta|una$|monte|x+y|a+b',
      denied:
        'normalmente recus|proibid|não pode dizer|não deve|não lhe é permitido|calar|escond|ocult|segredo|confidencia|ilega',
      about:
        'como escrev|como posso|como faço|como digo|como se faz|como proteg|como evit|como funciona|como melhor|o que é um|o que significa|por que|exemplo de|ataque|atacante|artigo|explique o que|diferença|definição|nosso bot|um bot|um robô|de um robô|um chatbot|para nosso|classifi|detectar|prevenir|devo$|deveria|posso$|quem pode|em python|formulário|alguém|que tamanho|o que acontece',
      mine: 'meu$|minha$|meus|minhas|nosso|nossa|nossos|nossas|do chefe|da empresa|do cliente|do médico|do fabricante|dele|dela',
      topic: 'para$|sobre$|acerca|da$|do$|dos$|das$|de$|por$',
      model:
        'ia$|modelo de linguagem|assistente|chatbot|robô|bot$|bots$|llm|gpt|inteligência artificial|modelo$|agente',
    },
  },
]
