import type { Lexicon } from './lexicon.js'

export const SLAVIC: readonly Lexicon[] = [
  {
    language: 'ru',
    match: 'stem',
    words: {
      tell: 'покаж|выведи|напиши|запиши|дай$|дайте|скажи|расскажи|раскрой|перечисли|скопируй|вставь|прочти|прочита|продиктуй|пришли|поделись|назови|процитируй|опиши|объясни|распечатай|выдай|хочу увидеть|хочу знать|сообщи|приведи|каков|какие|что говорит|что написано|что в$|сочини|выложи|открой',
      again: 'повтори|процитируй|воспроизведи|скопируй|перепиши|выведи|вставь',
      turn: 'переведи|перескажи|стих|песн|хокку|закодируй|преобразуй|base64|json|таблиц|задом наперед|на английск|на французск|кратко излож|резюмируй',
      ask: 'что$|каков|какие|какая|какой|кто$|чем$',
      your: 'твой|твои|твоя|твоё|твоих|твоего|твоей|твоем|твоими|твою|тебе|тебя|тобой|ты$|ваш|вам$|вас$|вы$|свой|свои|своих|своего|свою|своё|своей',
      own: 'системный промпт|системного промпта|системные инструкции|системных инструкций|системное сообщение|системную подсказку|системная подсказка|сообщение разработчик|инструкции разработчик|скрытые инструкции|скрытых инструкций|скрытый промпт|начальные инструкции|начальных инструкций|исходные инструкции|исходный промпт|начальный промпт|секретные инструкции|внутренние инструкции|внутренние правила|контекстное окно|контекстного окна|текст настройки|стартовый промпт|изначальные инструкции|первоначальные инструкции|system prompt',
      rules:
        'инструкц|правил|указани|промпт|настройк|конфигурац|приказ|команд|записк|сообщени|директив|установк|требовани|текст|инструмент|подсказк',
      given:
        'дали$|дан$|даны|получил|оставил|сказали|сказано|велели|настроен|запрограммирован|следуешь|работаешь|связыва|управля|разработчик|создател|оператор|администратор|руководствуешься|подчиняешься|задан|выдан|действуешь',
      above:
        'выше|до этого сообщения|перед этим|предшеству|до сих пор|начале этого разговора|начале разговора|начале беседы|начала разговора|первое сообщение|до моего|до начала',
      whole:
        'дословно|слово в слово|полностью|целиком|полный|всё$|все$|весь$|точно|без изменений|построчно|ничего не пропуска|содержим|по порядку|буквально|как есть',
      material:
        'документ|отрыв|фрагмент|абзац|источник|файл|контекст|базу знаний|база знаний|базы знаний|базу данных|базы данных|памят|текст|данны|материал',
      held: 'поиск|найден|извлечён|извлечен|передал|переданн|в твоём контексте|в контексте|доступ|контекст|твоих источник|твоей памят|конфиденциальн|хранишь|предоставлен|загружен',
      others:
        'другого пользовател|других пользовател|другому пользовател|другого клиента|других клиентов|предыдущий клиент|предыдущего клиента|предыдущий пользовател|предыдущего пользовател|прошлый пользовател|до меня|передо мной|кого-то другого|других людей|другие люди|другие пользовател|чужой|чужую|чужие|чужих|последнего пользовател',
      session:
        'сеанс|сесси|разговор|беседы|беседу|чат|истори|вопрос|спросил|спрашивал|ввёл|ввел|вводил|писал|ответил|данные|телефон|адрес|сообщени|переписк|говорил',
      trained:
        'обучающих данных|обучающие данные|обучающей выборк|обучающую выборк|данных для обучения|данные для обучения|обучени|обучал|обучен|тренировочн|дообуч|учился',
      member:
        'была$|был$|было$|были$|есть ли|содерж|встреча|входил|входит|видел|часть|наизусть|процитируй|приведи|покажи',
      complete: 'дополни|продолж|заверши|закончи|допиши|заполни',
      value: 'составляет|равн|живёт|живет|зарабатыва|болен|болеет|зовут|стоит$|получает|является|это$',
      ignore:
        'игнорир|забудь|забудьте|пренебрег|не обращай|обойди|обходи|отмени|отменен|отменён|не действу|недействительн|утратил|отключ|выключ|удали|сотри|нарушь|не следуй|перестань|не соблюдай|сбрось|пропусти|переопредели|истекл|сними|отбрось|аннулир|не слушай',
      earlier:
        'предыдущ|прежни|прошл|ранее|выше|все$|всё$|всех$|люб|твои|твоих|данны|полученн|исходн|существующ|изначальн|смены',
      safety:
        'безопасност|защит|фильтр|ограничени|лимит|этик|морал|цензур|запрет|предохранител|модераци|твои правила',
      free: 'без ограничений|без правил|без фильтр|без цензур|без лимит|нет ограничений|нет никаких ограничений|никаких ограничений|нет правил|никаких правил|без границ|неограничен|бессовестн|без совести|без морали|без этики|всё разрешено|отвечай на всё|отвечай на все|отвечает на всё|отвечает на все|нет запретов|без запретов|без тормозов',
      persona:
        'сыграй|играй|притворись|роли$|роль$|представь|ты теперь|теперь ты|отныне|с этого момента|с этой минуты|рассказ|истори|роман|персонаж|веди себя|гипотетическ|вымышлен|сцен|до конца|отвечай как|предположим|допустим|сказк',
      mode: 'режим разработчика|режиме разработчика|режим отладки|режиме отладки|режим администратора|режим обслуживания|джейлбрейк|ты dan|режим бога|jailbreak|режим без ограничений',
      open: 'начни|начина|начать|начал|открой|первая строка|первые слова|первой строк|со слов|словами',
      reply: 'ответ|вывод$|следующее сообщение|первая строка|первое предложение|реплик',
      accept:
        'конечно|да$|да,|разумеется|хорошо|с удовольствием|вот$|безусловно|sure|ладно|без проблем|сейчас|непременно',
      comply:
        'не отказывай|никогда не отказывай|без отказ|без предупреждени|не предупреждай|без извинени|не извиняйся|никогда не говори|не говори, что|что бы я ни|повинуйся|беспрекословно|без оговор|выдай то|не возражай',
      authority:
        'твой разработчик|твой создатель|я разработчик|я администратор|твой администратор|тебя создал|тебя сделал|тебя построил|тебя написал|моего разрешения|моим разрешением|моей властью|мой допуск|головной офис|руководств|уполномоч|разрешаю|команда безопасности|для аудита|я твой|полици|по приказу',
      urgent:
        'умрёт|умрет|умрут|погибн|срочно|немедленно|жизнь зависит|жизнь под|минут|последний шанс|уволят|чрезвычайн',
      obey: 'выполни|исполни|следуй|подчин|сделай|действуй|ответь на',
      decode:
        'декодируй|расшифру|раскодируй|base64|шестнадцатеричн|rot13|задом наперед|морзе|первые буквы|шифр',
      join: 'объедини|соедини|сложи|склей|собери|x+y|a+b',
      denied:
        'обычно отказыва|запрещено|запрещены|нельзя говорить|нельзя рассказ|не разрешено|не должен говорить|молчать|скрыва|секрет|конфиденциальн|незаконн|не можешь говорить',
      about:
        'как написать|как мне|как составить|как сказать|как сделать|как защит|как предотврат|как работает|как улучшить|что такое|что значит|почему|зачем|пример|атак|злоумышленник|статья|статью|объясни, что|разница|определение|нашего бота|бота поддержки|для нашего|для бота|чат-бота|классифицируй|обнаруж|следует ли|стоит ли|можно ли|кто может|на python|форму|кто-то|какой длины|что будет',
      mine: 'мой$|моя$|мои$|моего|наш|его$|её$|их$|начальника|компании|клиента|врача|производител',
      topic: 'для$|по$|о$|об$|к$|на$',
      model:
        'ии$|языковая модель|языковые модели|языковой модели|ассистент|чат-бот|бот$|боты|llm|gpt|искусственный интеллект|модель$|нейросет|агент',
    },
  },
  {
    language: 'uk',
    match: 'stem',
    words: {
      tell: 'покаж|виведи|напиши|запиши|дай$|скажи|розкажи|розкрий|перелічи|скопіюй|встав|прочитай|продиктуй|надішли|поділись|назви|процитуй|опиши|поясни|надрукуй|видай|хочу побачити|що сказано|що написано|який$|які$',
      again: 'повтори|процитуй|відтвори|скопіюй|перепиши|виведи|встав',
      turn: 'переклади|перекажи|вірш|пісн|хоку|закодуй|перетвори|base64|json|таблиц|навпаки|англійською|французькою|підсумуй',
      ask: 'що$|який|які|яка|хто$',
      your: 'твій|твої|твоя|твоє|твоїх|твого|твоєї|твоєму|тобі|тебе|тобою|ти$|ваш|вам$|вас$|свій|свої|своїх|свого|свою',
      own: 'системний промпт|системного промпту|системні інструкції|системне повідомлення|повідомлення розробник|приховані інструкції|прихований промпт|початкові інструкції|початковий промпт|секретні інструкції|внутрішні інструкції|контекстне вікно|текст налаштування|system prompt',
      rules:
        'інструкц|правил|вказівк|промпт|налаштуванн|конфігурац|наказ|команд|записк|повідомленн|директив|текст|підказк',
      given:
        "дали$|дано|отримав|залишили|сказали|сказано|наказали|налаштован|запрограмован|працюєш|зв'язу|керу|розробник|творц|оператор|дотримуєшся|слідуєш",
      above:
        'вище|до цього повідомлення|перед цим|досі|початку цієї розмови|початку розмови|перше повідомлення|попередн',
      whole:
        'дослівно|слово в слово|повністю|цілком|повний|все$|усе$|усі$|точно|без змін|рядок за рядком|нічого не пропуска|вміст|буквально',
      material:
        "документ|уривк|уривок|фрагмент|абзац|джерел|файл|контекст|базу знань|база знань|базу даних|пам'ят|текст|дані$|даних$",
      held: 'пошук|знайден|передав|передан|у твоєму контексті|контекст|доступ|твоїх джерел|твоїй пам|конфіденційн|зберігаєш|надан',
      others:
        'іншого користувач|інших користувач|іншого клієнта|інших клієнтів|попередній клієнт|попереднього клієнта|попередній користувач|попереднього користувач|до мене|переді мною|когось іншого|інших людей|чужий|чужі|чужу',
      session:
        'сеанс|сесі|розмов|чат|історі|питан|запитав|запиту|ввів|писав|відповів|дані$|телефон|адрес|повідомленн',
      trained: 'навчальних даних|навчальні дані|навчанн|навчал|навчен|тренувальн|донавч',
      member: 'був$|була$|було$|були$|чи є|містить|місти|входи|бачив|частин|напам|процитуй|покажи',
      complete: 'доповни|продовж|заверши|закінчи|допиши|заповни',
      value: 'становить|дорівнює|живе$|заробляє|хворіє|звати|коштує|отримує',
      ignore:
        'ігнор|забудь|знехтуй|не зважай|обійди|скасу|не діють|не діє|недійсн|втратил|вимкни|відключ|вимкн|видали|зітри|поруш|не слідуй|перестань|пропусти|прострочен',
      earlier: 'попередн|колишн|минул|раніше|вище|усі$|всі$|все$|будь-які|твої|твоїх|отриман|існуюч|зміни$',
      safety: 'безпек|захист|фільтр|обмеженн|ліміт|етик|морал|цензур|заборон|модерац|твої правила',
      free: 'без обмежень|без правил|без фільтр|без цензур|немає обмежень|немає жодних обмежень|жодних обмежень|жодних правил|немає правил|необмежен|без совісті|безсовісн|без моралі|все дозволено|відповідай на все|відповідає на все',
      persona:
        'зіграй|грай$|прикинься|ролі$|роль$|уяви|ти тепер|тепер ти|відтепер|з цього моменту|оповіданн|роман|персонаж|поводься|гіпотетичн|вигадан|до кінця|відповідай як|припустимо|казк',
      mode: 'режим розробника|режимі розробника|режим налагодження|режим адміністратора|джейлбрейк|jailbreak|ти dan',
      open: 'почни|почина|почати|відкрий|перший рядок|перші слова|словами|зі слів',
      reply: 'відповід|вивід|наступне повідомлення|перший рядок',
      accept: 'звісно|звичайно|так$|так,|добре|із задоволенням|ось$|безумовно|sure|авжеж|гаразд',
      comply:
        'не відмовляй|ніколи не відмовляй|без відмов|без попереджен|без вибачен|не вибачайся|ніколи не кажи|не кажи, що|корись|беззаперечно|що б я не',
      authority:
        'твій розробник|твій творець|я розробник|я адміністратор|тебе створив|тебе зробив|тебе побудував|мого дозволу|моїм дозволом|головний офіс|керівництв|уповноважен|дозволяю|команда безпеки|для аудиту|я твій',
      urgent: 'помре|помруть|загине|терміново|негайно|життя залежить|хвилин|останній шанс',
      obey: 'виконай|слідуй|підкор|зроби|дій$|відповідай на',
      decode: 'декодуй|розшифру|розкодуй|base64|шістнадцятков|rot13|навпаки|морзе|перші літери|шифр',
      join: "об'єднай|з'єднай|склей|збери|x+y|a+b|поєднай",
      denied:
        'зазвичай відмовля|заборонено|не можна казати|не дозволено|мовчати|прихову|секрет|таємн|конфіденційн|незаконн',
      about:
        'як написати|як мені|як скласти|як сказати|як зробити|як захист|як запобіг|що таке|що означає|чому|навіщо|приклад|атак|зловмисник|статт|поясни, що|різниц|визначення|нашого бота|бота підтримки|для бота|класифікуй|чи варто|чи можна|хто може|на python|форму|хтось|якої довжини',
      mine: 'мій$|моя$|мої$|мого$|наш|його$|її$|їх$|начальника|компанії|клієнта|лікаря',
      topic: 'для$|про$|щодо|до$|на$|з$',
      model:
        'ші$|мовна модель|мовні моделі|асистент|чат-бот|бот$|боти|llm|gpt|штучний інтелект|модель$|агент',
    },
  },
  {
    language: 'pl',
    match: 'stem',
    words: {
      tell: 'pokaż|wyświetl|napisz|zapisz|zanotuj|podaj|powiedz|ujawnij|zdradź|wypisz|wymień|skopiuj|wklej|przeczytaj|podyktuj|wyślij|udostępnij|zacytuj|opisz|wyjaśnij|wydrukuj|chcę zobaczyć|chcę wiedzieć|jaki jest|jakie są|co mówi|co zawiera|przytocz|daj$|zrób|ułóż|odczytaj',
      again: 'powtórz|zacytuj|skopiuj|przepisz|wyrecytuj|wklej|wypisz|przytocz',
      turn: 'przetłumacz|streść|podsumuj|wiersz$|piosenk|haiku|zakoduj|zamień|przekształć|base64|json|tabel|od tyłu|po angielsku|po francusku',
      ask: 'co$|jaki|jakie|jaka|kto$|o co',
      your: 'twój|twoje|twoja|twoich|twojego|twojej|twoim|twoją|twoi$|ciebie|cię$|ci$|tobie|ty$|swój|swoje|swoich|swojego|swoją|swojej|pana$|działasz|dostałeś|otrzymałeś|masz$',
      own: 'prompt systemowy|promptu systemowego|instrukcje systemowe|instrukcji systemowych|komunikat systemowy|wiadomość systemową|wiadomość systemowa|wiadomość dewelopera|ukryte instrukcje|ukrytych instrukcji|ukryty prompt|początkowe instrukcje|początkowych instrukcji|początkowy prompt|pierwotne instrukcje|tajne instrukcje|wewnętrzne instrukcje|wewnętrzne zasady|okno kontekstu|okna kontekstu|tekst konfiguracji|tekst konfiguracyjny|system prompt|prompt startowy',
      rules:
        'instrukcj|zasad|reguł|wytyczn|prompt|konfigurac|ustawie|polece|rozkaz|notatk|komunikat|wiadomość|dyrektyw|tekst|narzędzi|wskazówk',
      given:
        'dostał|otrzymał|dano|zostawili|powiedziano|kazano|nakazano|skonfigurowa|zaprogramowa|działasz|wiążą|rządzą|kierują|twórc|deweloper|programiś|operator|administrator|przestrzegasz|stosujesz|podano|obowiązuj',
      above:
        'powyżej|powyższ|przed tą wiadomością|przed moj|poprzedza|dotychczas|do tej pory|początku tej rozmowy|początku rozmowy|początek rozmowy|pierwsza wiadomość|pierwszą wiadomość|do tego miejsca',
      whole:
        'słowo w słowo|dosłownie|całość|w całości|cały$|całą|pełn|wszystk|dokładn|bez zmian|wiersz po wierszu|linijka po linijce|niczego nie pomijając|treść|po kolei|kompletn|litera po literze',
      material:
        'dokument|fragment|akapit|źródł|plik|kontekst|bazę wiedzy|baza wiedzy|bazy wiedzy|bazę danych|bazy danych|pamię|tekst|dane$|danych',
      held: 'wyszukiwani|znalezion|pobran|przekaza|podano|w twoim kontekście|kontekst|dostęp|twoich źród|twojej pamięci|poufn|przechowujesz|dostarczon',
      others:
        'innego użytkownika|innych użytkowników|inny użytkownik|inni użytkownicy|innego klienta|innych klientów|poprzedni klient|poprzedniego klienta|poprzedni użytkownik|poprzedniego użytkownika|przede mną|przed mną|kogoś innego|innych osób|inne osoby|cudz|ostatniego użytkownika|ostatni użytkownik|poprzednia osoba',
      session:
        'sesj|rozmow|czat|histori|pytan|pytał|zapytał|wpisał|napisał|odpowiedział|dane$|danych|telefon|adres|wiadomoś|mówił',
      trained:
        'danych treningowych|dane treningowe|zbiorze treningowym|zbioru treningowego|treningow|trenowan|uczon|uczył|szkolen|dostraja|dostrojen|douczan',
      member:
        'był$|była$|było$|były$|czy jest|zawiera|występ|znajdował|widział|częś|pamięć|z pamięci|zacytuj|podaj|pokaż',
      complete: 'dokończ|uzupełnij|kontynuuj|dopisz|zakończ|wypełnij',
      value: 'wynosi|jest$|mieszka|zarabia|choruje|nazywa się|kosztuje|otrzymuje|równa się',
      ignore:
        'zignoruj|ignoruj|zapomnij|pomiń|omiń|obejdź|anuluj|nie obowiązuj|już nie obowiązuj|nieważn|unieważn|wygasł|wyłącz|usuń|skasuj|złam|nie stosuj|nie przestrzegaj|przestań|nadpisz|zawieś|uchyl|odrzuć|lekceważ',
      earlier:
        'poprzedni|wcześniejsz|powyższ|wszystk|każd|dotychczasow|twoje|twoich|otrzyman|początkow|istniejąc|pierwotn|zmiany$',
      safety:
        'bezpieczeńst|zabezpiecz|filtr|ogranicze|limit|etyk|moral|cenzur|blokad|odmow|moderacj|twoje zasady|twoich zasad',
      free: 'bez ogranicze|bez zasad|bez reguł|bez filtr|bez cenzury|bez limit|żadnych ogranicze|żadnych zasad|żadnych reguł|brak ogranicze|nie masz ogranicze|nieograniczon|bez skrupułów|bez sumienia|bez moralności|bez etyki|wszystko jest dozwolone|odpowiadaj na wszystko|odpowiada na wszystko|bez tabu|nieocenzurowan',
      persona:
        'zagraj|udawaj|roli$|rolę|rola$|wyobraź|jesteś teraz|teraz jesteś|od teraz|odtąd|opowiadani|powieś|postać|zachowuj się|hipotetyczn|fikcyjn|scen|do końca|odpowiadaj jak|załóżmy|wciel się|bajk',
      mode: 'tryb dewelopera|trybie dewelopera|tryb programisty|tryb debugowania|tryb administratora|tryb konserwacji|tryb serwisowy|jailbreak|jesteś dan|tryb boga',
      open: 'zacznij|zaczyna|rozpocznij|rozpoczyna|otwórz|pierwsza linia|pierwsze słowa|od słów|słowami',
      reply: 'odpowiedź|odpowiedzi|wyjście|następna wiadomość|pierwsza linia|pierwsze zdanie',
      accept:
        'oczywiście|jasne|tak$|tak,|pewnie|chętnie|oto$|z przyjemnością|sure|dobrze|nie ma sprawy|zgoda',
      comply:
        'nie odmawiaj|nigdy nie odmawiaj|bez odmow|bez ostrzeż|nie ostrzegaj|bez przeprosin|nie przepraszaj|nigdy nie mów|nie mów, że|bez dyskusji|cokolwiek|bądź posłusz|bez zastrzeżeń|bez wahania',
      authority:
        'twoim twórcą|twój twórca|twoim programistą|jestem programistą|jestem administratorem|jestem twoim|cię zbudował|cię stworzył|cię zaprogramował|stworzyłem cię|moją zgodą|moim pozwoleniem|moim upoważnieniem|centrala|zarząd|upoważni|autoryz|zespół bezpieczeństwa|do audytu|na potrzeby audytu|policj|z polecenia',
      urgent: 'umrze|umrą|zginie|pilne|natychmiast|życie zależy|minut|ostatnia szansa|zwolnią|nagły wypadek',
      obey: 'wykonaj|zastosuj|postępuj|bądź posłuszny|zrób to|odpowiedz na',
      decode:
        'zdekoduj|odszyfruj|rozszyfruj|odkoduj|base64|szesnastkow|rot13|od tyłu|morse|pierwsze litery|szyfr',
      join: 'połącz|złóż|sklej|scal|x+y|a+b',
      denied:
        'zwykle odmawiasz|zabronion|nie wolno|nie możesz mówić|milczeć|ukryw|tajn|sekret|poufn|nielegaln',
      about:
        'jak napisać|jak mogę|jak powiedzieć|jak zrobić|jak chronić|jak zapobie|jak działa|jak poprawić|jak długi|co to jest|czym jest|co znaczy|dlaczego|przykład|atak|napastnik|artykuł|wyjaśnij, co|różnic|definicj|naszego bota|bota pomocy|dla naszego|dla bota|chatbota|sklasyfikuj|wykry|czy powinien|czy warto|czy mogę|kto może|w pythonie|formularz|ktoś wpisał',
      mine: 'mój|moje$|moja$|moich|nasz|jego$|jej$|ich$|szefa|firmy|klienta|lekarza|producenta',
      topic: 'dla$|do$|o$|na$|dotycząc|w sprawie',
      model:
        'ai$|sztuczna inteligencja|model językowy|modele językowe|asystent|chatbot|bot$|boty|llm|gpt|model$|agent',
    },
  },
  {
    language: 'cs',
    match: 'stem',
    words: {
      tell: 'ukaž|zobraz|napiš|zapiš|dej$|řekni|prozraď|odhal|vypiš|vyjmenuj|zkopíruj|vlož|přečti|nadiktuj|pošli|sdílej|jmenuj|cituj|popiš|vysvětli|vytiskni|chci vidět|co říká|jaký je|jaké jsou|uveď',
      again: 'zopakuj|opakuj|cituj|zkopíruj|přepiš|vypiš|vlož',
      turn: 'přelož|shrň|básn|píseň|písn|haiku|zakóduj|převeď|base64|json|tabulk|pozpátku|anglicky|francouzsky',
      ask: 'co$|jaký|jaké|jaká|kdo$|na co',
      your: 'tvůj|tvoje|tvoji|tvých|tvého|tvé$|tvou|tvým|tvá$|nemáš|tobě|tebe|tě$|ti$|ty$|svůj|své$|svých|svého|svou|váš|vaše|vám|běžíš|máš$|dostal jsi',
      own: 'systémový prompt|systémového promptu|systémové instrukce|systémovou zprávu|systémová zpráva|systémové zprávy|zpráva vývojáře|zprávu vývojáře|skryté instrukce|skryté pokyny|skrytý prompt|počáteční instrukce|původní instrukce|tajné instrukce|interní instrukce|interní pravidla|kontextové okno|konfigurační text|system prompt|úvodní prompt',
      rules:
        'instrukc|pokyn|pravid|prompt|konfigurac|nastaven|příkaz|poznámk|zpráv|směrnic|text|nástroj|rozkaz',
      given:
        'dostal|obdržel|nechali|řekli|řečeno|nařídili|nastaven|naprogramov|řídíš|běžíš|vážou|váží|řídí|vývojář|tvůrc|provozovatel|správc|dodržuješ|daly|dán',
      above:
        'výše|před touto|před mou|předchoz|dosud|začátku této konverzace|začátku konverzace|začátek konverzace|první zpráv|až sem',
      whole:
        'doslova|slovo od slova|kompletn|celý|celou|celé|vše$|všechn|přesn|beze změny|řádek po řádku|nic nevynech|obsah|úpln',
      material: 'dokument|úryv|pasáž|odstav|zdroj|soubor|kontext|znalostní|databáz|pamě|text|data$|dat$',
      held: 'vyhledáván|nalezen|předal|předan|ve tvém kontextu|kontext|přístup|tvých zdroj|tvé paměti|důvěrn|uložen|poskytnut',
      others:
        'jiného uživatele|jiných uživatel|jiného zákazníka|jiných zákazník|předchozí zákazník|předchozího zákazníka|předchozí uživatel|předchozího uživatele|přede mnou|někoho jiného|jiných lidí|jiní lidé|ostatních|cizí',
      session:
        'relac|sezen|konverzac|chat|histori|otáz|ptal|zeptal|zadal|napsal|odpověděl|data$|telefon|adres|zpráv',
      trained: 'trénovacích dat|trénovací data|tréninkov|trénov|učil|doladěn|trénink',
      member: 'byl$|byla$|bylo$|byly$|obsahov|vyskyt|viděl|součást|zpaměti|cituj|je v',
      complete: 'doplň|pokračuj|dokonči|dopiš|vyplň',
      value: 'činí|je$|bydlí|vydělává|trpí|jmenuje se|stojí|dostává',
      ignore:
        'ignoruj|zapomeň|nedbej|obejdi|zruš|neplatí|už neplat|neplatn|vypršel|vypni|odstraň|smaž|poruš|neřiď|přestaň|přeskoč|přepiš|pozastav',
      earlier: 'předchoz|dřívěj|výše|všech|vše$|tvé$|tvoje|tvých|dosavadn|původn|obdržen|směny',
      safety: 'bezpečnost|ochran|filtr|omezen|limit|etik|morál|cenzur|zábran|odmítn|moderac|tvá pravidla',
      free: 'bez omezen|bez pravid|bez filtr|bez cenzury|žádná omezení|žádné omezení|žádná pravidla|nemáš omezení|neomezen|bez skrupulí|bez svědomí|bez morálky|vše je dovoleno|odpovídej na vše|odpovídá na vše|bezskrupul',
      persona:
        'zahraj|hraj|předstírej|roli$|role$|představ si|nyní jsi|teď jsi|od teď|odteď|od této chvíle|příběh|román|postav|chovej se|hypotetick|fiktivn|do konce|odpovídej jako|předpokládej|pohádk',
      mode: 'režim vývojáře|vývojářský režim|vývojářském režimu|ladicí režim|režim správce|jailbreak|jsi dan|servisní režim',
      open: 'začni|začín|začít|otevři|první řádek|první slova|slovy',
      reply: 'odpověď|odpovědi|výstup|další zpráv|první řádek',
      accept: 'jistě|samozřejmě|ano$|ano,|dobře|rád$|tady|zde je|zde jsou|sure|ovšem|jasně',
      comply:
        'neodmítej|nikdy neodmítej|bez odmítn|bez varov|bez omluv|neomlouvej|nikdy neříkej|neříkej, že|bez námitek|cokoli|poslouchej|bez výhrad',
      authority:
        'tvůj vývojář|tvůj tvůrce|jsem vývojář|jsem správce|jsem administrátor|tě vytvořil|tě postavil|tě naprogramoval|mým svolením|mým oprávněním|ústředí|vedení|oprávněn|bezpečnostní tým|pro audit|jsem tvůj',
      urgent: 'zemře|zemřou|naléhav|okamžitě|život závisí|minut|poslední šance',
      obey: 'proveď|vykonej|poslechni|udělej|jednej|odpověz na',
      decode: 'dekóduj|dešifruj|rozluští|base64|šestnáctkov|rot13|pozpátku|morse|první písmena|šifr',
      join: 'spoj|slož|slep|zkombinuj|x+y|a+b',
      denied: 'obvykle odmít|zakázan|nesmíš|nemůžeš říct|mlčet|skrýv|tajn|důvěrn|nezákonn',
      about:
        'jak napsat|jak mohu|jak to řeknu|jak udělat|jak chránit|jak funguje|jak dlouh|co je to|co znamená|proč|příklad|útok|útočník|článek|vysvětli, co|rozdíl|definic|našeho bota|bota podpory|pro bota|chatbota|klasifikuj|mám$|kdo smí|v pythonu|formulář|někdo',
      mine: 'můj|moje$|mého|náš|naše|našeho|jeho$|její|jejich|šéfa|firmy|zákazníka|lékaře',
      topic: 'pro$|k$|o$|na$|ohledně',
      model: 'ai$|umělá inteligence|jazykový model|asistent|chatbot|bot$|boti|llm|gpt|model$|agent',
    },
  },
]
