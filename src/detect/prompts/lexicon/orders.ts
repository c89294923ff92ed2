import type { Lexicon } from './lexicon.js'

/** Kinds of words that orders in documents are told by (`orders.ts`). */
export type OrderConcept =
  /** A model, by what nobody else is called. */
  | 'model'
  /** A model, by what people and things are called, too: assistant, agent, bot. */
  | 'helper'
  /** Speaking to somebody: *note to*, *dear*, *if you are*. */
  | 'heed'
  /** What a model does with a text that it is given: summarize, index, screen. */
  | 'process'
  /** Must, always, do not. */
  | 'duty'
  /** What only a model gives back: your summary, every answer. */
  | 'output'
  /** What people give back, too: your reply. */
  | 'reply'
  /** Saying, writing, putting in. */
  | 'say'
  /** Saying that something is so. */
  | 'claim'
  /** Praise and good marks. */
  | 'verdict'
  /** Whom the model works for, in the third person: the user. */
  | 'human'
  /** Without their knowing. */
  | 'secret'
  /** This text. */
  | 'here'
  /** What is in a model's hands and not the writer's: the conversation, the inbox, credentials. */
  | 'private'
  /** What people are asked for, too: passwords, card numbers. */
  | 'secrets'
  /** Sending away. */
  | 'outward'
  /** Tools, functions, commands, and what they do to things. */
  | 'tool'
  /** Another task than before. */
  | 'task'
  /** When somebody asks. */
  | 'asked'
  /** Whatever else is the case. */
  | 'regardless'
  /** Before the model answers. */
  | 'first'

type OrderLexicon = Lexicon<OrderConcept>

const ENGLISH: OrderLexicon = {
  language: 'en',
  match: 'word',
  words: {
    model:
      'ai|ais|a.i.|llm|llms|gpt|gpt-4|claude|gemini|chatgpt|copilot|chatbot|chatbots|language model*|whoever summar*|whoever evaluat*|whoever process*|whoever translat*|whoever reads this automat*|ai model*|ai system*|ai assistant*|ai agent*|artificial intelligence|automated system*|automated reader*|automated tool*|automated review*|automated screening|automatic review*|machine reader*|summarizer*|summariser*|neural network|virtual assistant*|ai reader*|ai reviewer*|large language',
    helper:
      'assistant|assistants|agent|agents|bot|bots|model|models|crawler*|reviewer*|evaluator*|grader*|parser*|system|reader|readers',
    heed: 'attention|note to|note for|notice to|notice for|message to|message for|memo to|dear|hello|hi|hey|to the|to any|to all|for the|for any|for all|instruction to|instruction for|instructions to|instructions for|important for|if you are|if you are an|if you are a|as the|as an|any|every|whichever|whoever|you are the|you, the|reading this|read this|reads this|who reads|that reads|that process*|processing|handling|that index*|summarizing|summarising|@|instruction|instructions|directive|directives|guidance for|prompt for|command to|request to',
    process:
      'summar*|translat*|index*|evaluat*|screen*|review*|process*|reading|read|reads|handl*|brows*|pars*|crawl*|analys*|analyz*|grad*|assess*|classif*|ingest*|scrap*|rating|ranking|scoring|answering questions about',
    duty: "must|should|shall|have to|has to|always|never|please|only|do not|don't|does not|make sure|be sure|ensure|you will|will now|need to|needs to|are required|is required|are to|is to|remember to|may only|required to|you are to|instead|kindly|from now on|without exception|immediately|you only|you answer|you say|you reply|under no circumstances|refrain from|let|it is essential|it is important",
    output:
      'your output|your outputs|your summary|your summaries|your final answer|your final response|your next answer|your next response|your next reply|your evaluation|your translation|your generated|your completion|your chat|the generated summary|every answer|every reply|every response|each answer|each reply|each response|all answers|all replies|any answer you|any reply|any summary|the next answer you give|next answer|next response|every further|each further|all further|further question|further questions|final answer|final response|final summary|end of the summary|your verdict|your next web request|your next request|next message you|chat output|answer to the user|response to the user|reply to the user|answers about',
    reply:
      'your score|your rating|your recommendation*|your answer|your answers|your response|your responses|your reply|your replies|your review|your assessment|your analysis|in the answer|in the reply|in the response|the summary|the answer|the response|you respond|you say',
    say: 'say|says|tell|answer|respond|reply|write|state|claim|output|print|finish|append|insert|include|add|list|reveal|describe|mention|conclude|begin with|start with|end with|display|show|repeat|report|present|quote|insist|confirm|assert|declare|emphasize|emphasise|highlight|put|render|return|explain|announce',
    claim:
      'say that|says that|say nothing|state that|states that|answer that|respond that|reply that|respond with|reply with|answer with|claim that|insist that|write that|write instead|conclude that|confirm that|report that|tell them that|tell the user|tell them it|output the|as the official source|describe the|describe our|describe this|mention that|with the sentence|with the words|with the text|write the|respond only|reply only|answer only|only answer|in praise|add the sentence|add the line|include the sentence|include this link|include the link|include the text|instead write|write a|say it|say the|say so|state the|list it|name it|present it',
    verdict:
      'recommend|recommends|score|rate|rank|grade|approve|approved|endorse|praise|positive review|only positive|positive|favourabl*|favorabl*|10/10|10 out of 10|ten out of ten|five stars|5 stars|full marks|top marks|highest mark*|highest score|highest rating|best grade|best candidate|best choice|best option|best in|the best|strong hire|hire|shortlist|interview stage|next stage|next round|recommend acceptance|acceptance|market leader|leading expert|outstanding|excellent fit|excellent|exceptional|flawless|criticism|negatives|negative points|weaknesses|losses|top candidate|first place|number one|perfect match|ideal match|most qualified|superior|advertis*|promote|prefer|favour|favor|no risks|not spam|as safe|trustworthy|legitimate|correct grade|top one|to critical|choose it over|over all others|catch fire|there has never been|sales|leave out|is empty',
    human:
      "the user|the users|user's|the human|the humans|your user|your users|your operator|your human|the person you|the person asks|person asks|the recruiter|the hiring manager|whoever asks|people who ask|user asks|human reader*|the reader|human reviewer*|human in the loop",
    secret:
      "silently|secretly|without telling|without informing|without mentioning|without notifying|without the user|must not learn|must not know|must never know|should never know|should not know|may not know|must not find out|do not tell|don't tell|never tell|do not inform|do not mention|don't mention|never mention|do not show this|do not reveal|do not disclose|don't disclose|never disclose|do not let|do not warn|do not alert|do not notify|don't notify|do not say where|keep this from|keep it secret|keep it hidden|hide this|conceal|not be shown|invisible to|unnoticed|do not acknowledge|without their knowledge|no one should know|say nothing about|say that nothing|do not highlight|do not report|quietly",
    here: 'this text|this message|this paragraph|this instruction|these instructions|this note|this comment|this page|this line|these lines|this document|this section|this file|this email|this e-mail|this mail|this article|this website|this site|this paper|this resume|this résumé|this cv|this candidate|this applicant|this application|this proposal|this essay|this submission|this product|this ticket|this record|this part|this request|this prompt|this sentence|this content|following lines|following text|text below|lines below|what follows|our product|our products|our company|our clinic|our brand|our services|our shop|our store|the author',
    private:
      "the conversation|full conversation|this conversation|conversation so far|conversation history|chat history|chat log|chat logs|history of this chat|api key|api keys|credentials|access tokens|environment variable*|system prompt|hidden instruction*|your instructions|your prompt|initial instruction*|user's question|user's message*|user's last|user's data|user's email*|user's name|user's address|messages of the thread|last messages|last five messages|user's inbox|the inbox|the mailbox|the address book|stored in your|session cookie*|secret key*|private key*|what they wrote|what the user wrote|previous messages|earlier messages|everything from|every password|all passwords|your context|your memory|customer list|internal documents|user's files|user's contacts|export_*|every mail|all emails|all mails|all messages",
    secrets:
      'password|passwords|card number*|credit card*|pin|log in|login|log-in|account number*|security code|verification code|one-time code|bank detail*|bank account*|social security|credential*',
    outward:
      'send|forward|post|upload|append|email|e-mail|mail|transmit|exfiltrate|leak|submit|share|copy|query string|embed|encode|put|place|attach|fetch|request|load|report it to|pass on|deliver|bcc|cc|show it as an image|image url|as a parameter|url parameter|to the url|visit|open the link|navigate to|link to',
    tool: 'the tool|tool|tools|function|api|plugin|shell|shell command|terminal|curl|wget|bash|execute|run|invoke|call|call the|delete|delete_*|remove_*|send_*|send_mail|send_email|write_*|create_*|update_*|transfer|purchase|checkout|grant|disable|overwrite|mcp|web request|http request|change the meeting|move all',
    task: 'your true task|your real task|your actual task|your new task is|as your new task|your task is now|new task is to|new objective|new goal is|your new role|your new instructions|new instructions for|real objective|true objective|true purpose|previous context|you are no longer a|you are no longer an|you are now a|you are now an|you will now|you now|you only answer|from this point you|from this point on you|from now on you are an|from now on you are a|from now on you answer|from now on you only|starting now you|forget the task|forget your task|task you were given|supersede your|override your|replace your|stop following|stop summarizing|stop summarising|do not summarise this|do not summarize this|do not translate this|do not answer the question|overwrite your|earlier guidance|your earlier|ignore the document*|ignore the rest of|ignore the real|ignore everything|ignore what|disregard what|disregard everything|disregard the user|the operator told you|your provider|help me instead|begin new|new system|system override|admin override|stop here and|you have been updated|your instructions are now|updated instructions',
    asked:
      'when asked|if asked|when the user asks|if the user asks|whenever the user|when a user|if a user|if anyone asks|if someone asks|when anyone|when someone asks|when the person asks|whenever asked|whenever someone|when you are asked|if you are asked|asked about|asks about|asks for|any question|every question|question about|questions about|users ask|people ask|asks what',
    regardless:
      'no matter|regardless|whatever the|whatever else|whatever its|irrespective|in any case|under all circumstances|at all costs|even if|only and do not|over all others',
    first:
      'before you answer|before answering|before responding|before you respond|before replying|before you reply|before returning to|before you return|before you summar*|once you have read this|after reading this|upon reading|when you read this|as soon as you read|first call|before you answer anything|without asking|without confirmation|without further confirmation|in the background|at the end of each',
  },
}

const JAPANESE: OrderLexicon = {
  language: 'ja',
  match: 'anywhere',
  words: {
    model:
      'AI|ＡＩ|人工知能|言語モデル|LLM|GPT|ChatGPT|Claude|Gemini|チャットボット|自動審査|自動評価|自動採点|自動要約|自動で採点|自動で評価|自動処理システム|自動応答|生成モデル|要約プログラム|自動で読み取',
    helper:
      'アシスタント|エージェント|ボット|モデル|読者|審査者|評価者|採点する方|採点する者|自動で行う方|自動で読む',
    heed: 'へ：|へ:|への注記|への指示|への連絡|へのお願い|への重要な|へ告ぐ|に告ぐ|さん、|さんへ|の皆さん|の方へ|各位|であれば|なら、|ならば|を読んでいる|を読む|を処理する|を要約する|を扱う|として、|宛て|あて|向けの|に対する指示|する方へ|を索引',
    process: '巡回|要約|翻訳|索引|評価|審査|採点|処理|閲覧|解析|分析|分類|読み取|読んで|読み終え|扱う|選考',
    duty: 'ください|下さい|なさい|せよ|しろ|べし|べき|こと。|こと」|ねばなら|なければなら|てはならな|てはなりま|てはいけ|必ず|常に|決して|のみ|だけを|するな|ないで|使え|進めよ|返せ|書け|言え|答えよ|送れ|付けよ|いただきたい|お願い',
    output:
      '回答では|回答に|回答の末尾|毎回の回答|返答の末尾|返答し|返答に|返答内容|内容だけを返|次の回答|次の返答|最終回答|すべての質問|今後の質問|要約の最後|要約には|要約せず|出力せよ|出力し|出力に|出力して|次のウェブリクエスト|と返して|と返答|だけ返答|だけを返答',
    reply: '返信の|評価を|要約する|要約文|レビューを',
    say: '書き添え|書いて|書け|答え|返して|返せ|返答し|回答し|伝え|言って|言い|出力|表示|述べ|挙げ|含め|入れて|加え|付け加え|添え|記載|触れ|列挙|一覧|開示|明か|示し|主張|断言|結論|強調|始め',
    claim:
      'と述べ|と書き|と書いて|と答え|と回答|と返|と伝え|と言い|と言って|と説明|と主張|と結論|と分類|と評価|と書き添え|と報告|と付け加|で始め|として挙げ|を褒め|褒めて答|と確認',
    verdict:
      '満点|最高点|最高評価|高く評価|推薦|推奨|勧め|合格|採用|採択|面接に進|次の段階|選考通過|褒め|絶賛|称賛|好意的な評価|肯定的な評価|優秀と|最適と|一位|町で一|上位一|第一候補|批判に|弱点|欠点|短所|損失の|リスクは見つから|問題ないと|優先度を最高|評価はA|承認され|宣伝|迷惑メールではない|なかったと答|空だと',
    human: 'ユーザー|ユーザ|利用者|人間|読み手|使用者|質問者|運営者|採用担当者に',
    secret:
      'ひそかに|密かに|こっそり|知らせず|知らせないで|知らせないこと|知られて|悟られ|伝えず|気づかれ|気付かれ|断りなく|確認なしに|許可なく|人間に見せず|見せないで|言わないで|言わずに|言うな|触れないで|一切触れ|には触れ|隠して|内密|報告せず|通知せず|警告せず|無断で|何も変えていない|言ってはなら|明かさず',
    here: 'この文章|この文を|この段落|この指示|この注記|このコメント|このページ|この行|この文書|この部分|このファイル|このメール|この記事|このサイト|この論文|この履歴書|この候補者|この応募者|この応募|この作文|この商品|この製品|このチケット|この記録|この要約|この内容|このメッセージ|当社|弊社|当店|当院|本製品|以下を|下に',
    private:
      '会話を|会話の|会話全|やり取り|やりとり|会話履歴|チャット履歴|APIキー|認証情報|資格情報|環境変数|システムプロンプト|隠し指示|隠された指示|あなたの指示|初期指示|利用者の質問|ユーザーの質問|利用者のデータ|ユーザーのデータ|受信箱|メールをすべて|連絡先を|秘密鍵|コンテキスト|顧客情報を|社内文書|パスワードをすべて|それまでの発言|書いた内容|全ファイル|すべてのメール|利用者のファイル',
    secrets: 'パスワード|カード番号|暗証番号|口座番号|ログイン|認証コード|確認コード|クレジット',
    outward:
      '送信|送って|送れ|転送|投稿|アップロード|付け加え|付けて|添付|埋め込|後ろに付け|画像として|渡し|共有|アクセスし|開いて|リンクを|追加し|本文に入れ|コピー',
    tool: 'ツール|関数|API|プラグイン|コマンド|シェル|curl|実行|呼び出|削除|delete_|send_|write_|消去|購入|注文|決済|送金|振り込|上書き|無効に|ウェブリクエスト|リクエスト|閉じる',
    task: '本当の任務|真の任務|新しい任務は|新しい任務として|新しい目的は|への新しい指示|新しい役割|以前の文脈|前の文脈|アシスタントは以後|以後、あなた|今からあなた|これからあなた|もう要約担当|ではありません。|要約せず|要約しない|翻訳せず|言われたことは捨て|言われたことを忘れ|任務として扱|本文の実際の内容|実際の内容は無視|なりきって|管理者権限|更新されました|ここで止ま',
    asked:
      '聞かれたら|尋ねられたら|訊かれたら|質問されたら|問われたら|聞かれた場合|尋ねられた場合|質問された場合|について質問|について聞|尋ねられ|聞かれ|質問にはすべて|どんな質問',
    regardless:
      'にかかわらず|に関わらず|に関係なく|何があっても|いかなる場合|どんな場合|何であれ|無条件|何を言おうと|何が書いてあっても|だけを書き',
    first:
      '回答の前に|答える前に|返答の前に|要約の前に|回答する前に|返信の前に|これを読み終えたら|読み終えたら利用者|これを読んだら|これを読んだ後|作業の前に|返す前に',
  },
}

/** By concept, for languages whose words take endings. */
const OTHERS: readonly OrderLexicon[] = [
  {
    language: 'de',
    match: 'stem',
    words: {
      model: 'sprachmodell|ki$|kunstliche intelligenz|chatbot|ki-assistent|ki-system|llm|chatgpt|gpt',
      helper: 'assistent|agent$|agenten|modell|bot$',
      heed: 'an das|an die|an den|an alle|falls du|wenn du|hinweis an|hinweis fur|achtung|liebe|hallo|anweisung an|anweisung fur',
      process: 'zusammenfass|ubersetz|bewert|pruf|verarbeit|lies|liest|index|auswert',
      duty: 'musst|sollst|immer$|niemals|bitte$|nur noch|unbedingt|muss$|mussen|schreibe$|bewerte$|lade$|leite$|sende$|empfiehl|antworte|gib$|nenne$|sag$',
      output:
        'deine antwort|deiner antwort|deine zusammenfassung|deiner zusammenfassung|jede antwort|jeder antwort',
      reply:
        'deine antwort|deiner antwort|deine zusammenfassung|deiner zusammenfassung|jede antwort|jeder antwort',
      say: 'schreib|sag$|sage$|antwort|gib|nenn|erwahn|behaupt|fuge|fug$',
      claim: 'schreib|sag$|sage$|antwort|gib|nenn|erwahn|behaupt|fuge|fug$',
      verdict:
        'bestnote|bewerte|hochstpunkt|empfiehl|empfehl|volle punktzahl|beste|positiv|keine kritik|eingestellt|gesprach ein|lob',
      human: 'dem nutzer|der nutzer|den nutzer|dem benutzer|dem menschen|dem leser|dem kunden',
      secret:
        'sag dem nutzer nichts|ohne dass|heimlich|verschweig|erwahne nicht|nichts von|ohne zu fragen|ohne ruckfrage|verrate nicht|verberg|still und',
      here: 'dieser text|diesen text|diesem absatz|diesen absatz|diese seite|diese nachricht|dieses dokument|diese bewerbung|diese anweisung|dieser seite',
      private:
        'gesprach|verlauf|passwort|passworter|zugangsdaten|seine e-mails|seine mails|api-schlussel|systemprompt|postfach|kontakte|umgebungsvariabl',
      outward: 'leite|sende|schicke|ubermittle|weiter$|hochlad|lade hoch',
      tool: 'werkzeug|funktion$|rufe|befehl|fuhre|losche',
      task: 'vergiss|ab sofort|ab jetzt|von nun an|neue aufgabe|statt zusammen|nur noch|bisherigen anweisung|deine aufgabe',
      asked: 'wenn jemand fragt|wenn der nutzer fragt|auf fragen|gefragt wirst',
      regardless: 'egal$|unabhangig|in jedem fall|was auch immer',
      first: 'bevor du antwortest|nach dem lesen|vor der antwort',
    },
  },
  {
    language: 'fr',
    match: 'stem',
    words: {
      model:
        'modele de langage|modeles de langage|ia$|intelligence artificielle|chatbot|llm|chatgpt|gpt|assistant ia',
      helper: 'assistant|agent$|modele|robot',
      heed: "a l'attention|attention$|au modele|aux modeles|note pour|note a|si tu es|si vous etes|cher$|bonjour|instruction pour|instructions pour",
      process: 'resum|tradui|evalu|analys|trait|lis$|lit$|index',
      duty: 'dois$|doit$|devez|toujours|jamais|ne recommande|seulement|attribue|termine$|ecris|reponds|transfere|envoie|dis$|recommande',
      output: 'ta reponse|tes reponses|ton resume|votre reponse|chaque reponse',
      reply: 'ta reponse|tes reponses|ton resume|votre reponse|chaque reponse',
      say: 'ecri|dis$|repond|ajout|termin|mentionn|affirm|inclu',
      claim: 'ecri|dis$|repond|ajout|mentionn|affirm|inclu',
      verdict:
        'meilleure note|note maximale|recommand|evaluation positive|excellent|approuv|accept|embauch|que nos|aucune critique',
      human: "l'utilisateur|l utilisateur|au lecteur|au client",
      secret:
        'ne dis rien|sans le dire|sans prevenir|sans demander|discretement|secretement|ne mentionne pas|ne revele|cache',
      here: 'ce texte|ce paragraphe|cette page|ce message|ce document|cette candidature|cette instruction',
      private:
        "conversation|historique|mot de passe|mots de passe|identifiants|ses courriels|ses e-mails|cle api|boite de reception|contacts|variables d'environnement",
      outward: 'transfer|envoi|poste$|transmet|televers',
      tool: 'outil|fonction$|appelle|commande|execute|supprime',
      task: 'oublie|desormais|a partir de maintenant|nouvelle tache|nouvelle mission|instructions precedentes|au lieu de resumer',
      asked: "si on te demande|si l'utilisateur demande|quand on te demande",
      regardless: 'quoi qu|peu importe|dans tous les cas|independamment',
      first: 'avant de repondre|apres avoir lu',
    },
  },
  {
    language: 'es',
    match: 'stem',
    words: {
      model: 'modelo de lenguaje|modelos de lenguaje|ia$|inteligencia artificial|chatbot|llm|chatgpt|gpt',
      helper: 'asistente|agente|modelo|bot$',
      heed: 'para el modelo|al modelo|atencion|nota para|si eres|querid|hola$|instruccion para|instrucciones para|a los modelos',
      process: 'resum|traduc|evalu|analiz|proces|lee$|lees|indic|calific',
      duty: 'debes|debe$|siempre|nunca|solo$|califica$|termina$|escribe|responde|reenvia|envia|recomienda',
      output: 'tu respuesta|tus respuestas|tu resumen|cada respuesta',
      reply: 'tu respuesta|tus respuestas|tu resumen|cada respuesta',
      say: 'escrib|digas|di$|respond|anad|termin|mencion|afirm|incluy',
      claim: 'escrib|digas|di$|respond|anad|mencion|afirm|incluy',
      verdict:
        'nota maxima|maxima puntuacion|recomiend|positiv|excelente|aprueb|acept|contrat|nuestras|sin criticas',
      human: 'al usuario|el usuario|al lector|al cliente',
      secret:
        'no le digas|sin decir|sin avisar|sin preguntar|en secreto|discretamente|no menciones|no reveles|oculta',
      here: 'este texto|este parrafo|esta pagina|este mensaje|este documento|esta solicitud|esta instruccion',
      private:
        'conversacion|historial|contrasena|credenciales|sus correos|clave api|bandeja|contactos|variables de entorno',
      outward: 'reenvi|envia|publica|transmit|sube$',
      tool: 'herramienta|funcion$|llama$|ejecuta|comando|borra|elimina',
      task: 'olvida|a partir de ahora|desde ahora|nueva tarea|nueva mision|instrucciones anteriores|en lugar de resumir',
      asked: 'si te preguntan|cuando te pregunten|si el usuario pregunta',
      regardless: 'sin importar|pase lo que pase|en cualquier caso|independientemente',
      first: 'antes de responder|despues de leer',
    },
  },
  {
    language: 'ru',
    match: 'stem',
    words: {
      model:
        'языковой модели|языковая модель|языковые модели|ии$|искусственн|чат-бот|чатбот|llm|chatgpt|gpt|нейросет',
      helper: 'ассистент|помощник|агент|бот$',
      heed: 'внимание|если ты|если вы|для ии|уважаем|здравствуй|привет|инструкция для|модели:',
      process: 'пересказ|резюмир|перевод|оцен|обрабат|чита|анализир|индексир',
      duty: 'должен|должна|обязан|всегда|никогда|только|поставь|добавь|напиши|ответь|отвечай|перешли|отправь|рекомендуй|не говори',
      output: 'твоем ответе|твой ответ|в ответе|каждом ответе|каждый ответ|твое резюме',
      reply: 'твоем ответе|твой ответ|в ответе|каждом ответе|каждый ответ|твое резюме',
      say: 'напиши|скажи|говори|ответ|добавь|упомян|утвержда|включи',
      claim: 'напиши|скажи|говори|ответ|добавь|упомян|утвержда|включи',
      verdict:
        'высшую оценку|высокую оценку|рекоменду|положительн|отличн|одобр|прими|приему|лучш|только наши|без критики',
      human: 'пользовател|читател|клиенту|человеку',
      secret: 'не говори|тайно|незаметно|без ведома|не упоминай|не сообщай|скрой|не спрашивая|втайне',
      here: 'этот текст|этом абзаце|этот абзац|эту страницу|это сообщение|этот документ|этой заявке|эту заявку|эту инструкцию|этой страниц',
      private:
        'переписк|истори|парол|учетные данные|его письма|письма|api-ключ|ключ api|контакт|переменные окружения|системный промпт',
      outward: 'перешли|отправь|пошли|передай|загрузи|опубликуй',
      tool: 'инструмент|функци|вызови|команд|выполни|удали',
      task: 'забудь|с этого момента|отныне|новая задача|предыдущие инструкции|вместо пересказа|твоя задача',
      asked: 'если спросят|если пользователь спросит|на вопросы о',
      regardless: 'независимо|в любом случае|что бы ни|несмотря',
      first: 'прежде чем ответить|перед ответом|прочитав',
    },
  },
  {
    language: 'zh',
    match: 'anywhere',
    words: {
      model: '语言模型|人工智能|大模型|AI|GPT|ChatGPT|聊天机器人|LLM',
      helper: '助手|代理|智能体|模型',
      heed: '致|如果你是|注意|请注意|给所有|你好|亲爱的|说明：|指令：',
      process: '总结|翻译|评估|审核|处理|阅读|索引|评分|筛选',
      duty: '请|必须|应当|务必|始终|只|不要|一定要|不得|仅',
      output: '你的回答|你的回复|每次回答|每个回答|你的总结|输出',
      reply: '你的回答|你的回复|每次回答|每个回答|你的总结|输出',
      say: '写上|写道|回答|回复|告诉|说|输出|加入|列出|声称|提到',
      claim: '写上|写道|回答|回复|告诉|说|输出|加入|列出|声称|提到',
      verdict: '满分|最高分|推荐|录用|好评|优秀|通过|第一|高度评价|批准|只推荐',
      human: '用户|读者|客户|使用者',
      secret: '不要告诉|悄悄|偷偷|暗中|不要提|不让用户|隐瞒|未经询问|不得透露',
      here: '这段话|本页|这段文字|此消息|本文|这份申请|该文档|这条指令|我们的',
      private: '对话|聊天记录|密码|凭据|他的邮件|邮件|密钥|收件箱|联系人|环境变量|系统提示',
      outward: '转发|发送|发到|上传|发布|提交',
      tool: '工具|函数|调用|命令|执行|删除',
      task: '忘记|从现在起|从现在开始|新任务|新的任务|之前的所有指示|不要总结|真正的任务|忽略',
      asked: '如果有人问|当用户问|被问到',
      regardless: '无论|不管|不论|任何情况',
      first: '回答之前|阅读后|回复前',
    },
  },
  {
    language: 'ko',
    match: 'stem',
    words: {
      model: '언어 모델|인공지능|ai|챗봇|llm|gpt|chatgpt',
      helper: '어시스턴트|에이전트|모델',
      heed: '모델에게|ai라면|ai에게|주의|안내:|에게:|이라면',
      process: '요약|번역|평가|심사|처리|읽|색인|채점',
      duty: '하세요|쓰세요|주세요|주고|반드시|항상|절대|만$|하라|마라|하십시오|말고|마세요|추천하세요|전달하세요',
      output: '답변|응답|요약에|출력',
      reply: '답변|응답|요약에|출력',
      say: '쓰세요|답하|말하|적으|출력|추가|포함|언급|말하지',
      claim: '쓰세요|답하|말하|적으|출력|추가|포함|언급|말하지',
      verdict: '만점|최고|추천|채용|합격|긍정|우수|승인|칭찬',
      human: '사용자|독자|고객에게',
      secret: '말하지 말|몰래|알리지|모르게|숨기|언급하지|묻지 않고|비밀',
      here: '이 페이지|이 단락|이 글|이 문서|이 메시지|이 지원서|이 지시|우리',
      private: '대화|기록|비밀번호|자격 증명|메일|api 키|연락처|환경 변수|시스템 프롬프트',
      outward: '전달|보내|전송|업로드|게시',
      tool: '도구|함수|호출|명령|실행|삭제',
      task: '잊고|이제부터|지금부터|새로운 임무|이전의 모든 지시|요약하지',
      asked: '물으면|질문하면|질문을 받으면',
      regardless: '상관없이|관계없이|무조건|어떤 경우',
      first: '답하기 전|읽은 후|답변 전',
    },
  },
]

/** The languages that orders in documents are read in. */
export const ORDER_LEXICONS: readonly OrderLexicon[] = [ENGLISH, JAPANESE, ...OTHERS]
