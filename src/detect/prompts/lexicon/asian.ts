import type { Lexicon } from './lexicon.js'

export const ASIAN: readonly Lexicon[] = [
  {
    language: 'zh',
    match: 'anywhere',
    words: {
      tell: '显示|顯示|输出|輸出|告诉|告訴|打印|列印|透露|给我|給我|公开|公開|列出|写出|寫出|写下|寫下|抄下|抄写|复制|複製|贴出|貼出|粘贴|念出|念给|朗读|朗讀|展示|说出|說出|揭示|泄露|洩露|发给|發給|分享|提供|描述|解释|我想看|我要看|是什么|是什麼|有哪些|说了什么|写了什么|写成|读出|吐出|交代|说明你|导出|倾倒',
      again: '重复|重複|复述|複述|复制|複製|原样|背诵|照抄|贴出|输出|再现|抄下',
      turn: '翻译|翻譯|总结|總結|概括|改写|改寫|诗|詩|歌|编码|編碼|转换|轉換|base64|Base64|JSON|json|表格|倒过来|倒序|英文|法文|摘要|谜语',
      ask: '什么|什麼|哪些|怎么|如何|谁|吗',
      your: '你|您|妳|你的|您的',
      own: '系统提示|系統提示|系统指令|系統指令|系统消息|系統訊息|系统信息提示|系统设定|系統設定|系统prompt|开发者消息|开发者指令|開發者訊息|隐藏指令|隐藏提示|隱藏指令|隐藏的指令|隐藏的提示|初始指令|初始提示|初始设定|原始指令|原始提示|秘密指令|内部指令|内部规则|內部指令|上下文窗口|设定文字|設定文字|启动提示|启动你的|提示词是|提示词输出|你的提示|你的prompt|前置提示',
      rules:
        '指令|指示|提示词|提示詞|规则|規則|准则|準則|命令|设定|設定|配置|要求|约束|限制|原则|文字|留言|笔记|消息|prompt|方针|工具|话',
      given:
        '收到|给你|給你|告诉你|被告知|命令你|遵循|遵守|约束你|限制你|控制你|运行|开发者|開發者|创造者|运营者|管理员|留下|留了|设定了|配置了|启动你|规定|得到的|依据|被设定',
      above:
        '上面|以上|上述|前面|之前的内容|此前|这句话之前|這句話之前|对话开头|對話開頭|对话的开头|对话开始|第一条消息|最开头|开始到现在|到此为止|我发消息之前',
      whole:
        '逐字|原文|完整|全部|所有|原封不动|一字不漏|一字不差|一行一行|逐行|不要遗漏|无遗漏|全文|原样|照原样|内容|按顺序|不省略|整个|全都',
      material:
        '文档|文檔|文件|资料|資料|段落|片段|来源|來源|上下文|知识库|知識庫|数据库|資料庫|记忆|文本|数据|资源|检索结果',
      held: '检索|檢索|搜索|搜到|找到的|提供给你|给你的|給你的|上下文|知识库|你能访问|你可以访问|你看到的|机密|保密|你的数据库|你的记忆|存储|你掌握|你手上|你拥有',
      others:
        '别的用户|其他用户|其他用戶|別的用戶|另一个用户|其他客户|别的客户|上一位客户|上一个客户|上一位用户|上一个用户|前一个用户|前一位|之前的用户|之前的客户|我之前的人|别人|別人|其他人|他人|其他会话|另一个会话',
      session:
        '会话|對話|对话|聊天|历史|記錄|记录|问了|问过|問了|提问|问题|输入|回答的|电话|地址|信息|数据|消息|说了什么',
      trained: '训练数据|训练集|訓練資料|训练语料|训练|訓練|微调|学过|学习数据',
      member: '在你的|是否在|包含|出现|有没有|里吗|里面吗|见过|含有|一部分|背|给我|吗',
      complete: '补全|续写|继续写|接着写|完成|填空|填上|补充完整|接下去|往下写',
      value: '是”|是"|是：|是:|为”|为"|的是|等于|住在|患有|奖金是|工资是|电话是|叫',
      ignore:
        '忽略|无视|無視|忘记|忘記|忘掉|不要理会|绕过|繞過|违反|作废|作廢|无效|無效|失效|取消|关闭|关掉|關閉|解除|停用|跳过|抛开|放弃|不必遵守|不用遵守|不再遵守|不要遵守|不遵守|过期|删除|覆盖|不存在|撤销|清除|摆脱|打破|屏蔽',
      earlier: '之前|以上|先前|上面|所有|全部|一切|原来|原有|前一|你的|收到的|此前|前面|任何|过去|初始|上一',
      safety:
        '安全限制|安全规则|安全机制|安全|限制|过滤|過濾|审查|審查|道德|伦理|倫理|约束|防护|护栏|拒绝权|内容政策|底线',
      free: '没有限制|没有任何限制|沒有限制|没有规则|没有任何规则|不受限制|不受约束|不受任何|无限制|无约束|没有底线|没有道德|无道德|没有良心|没有审查|无审查|不受审查|未经审查|什么都回答|什么都答|什么都可以|任何问题都回答|什么都能|百无禁忌|为所欲为',
      persona:
        '扮演|假装|假裝|角色|想象|你现在是|你現在是|从现在|從現在|今后|故事|小说|小說|剧本|人物|假设|假如|虚构|到对话结束|不要出戏|以…身份|充当|模拟|作为一个|装作',
      mode: '开发者模式|開發者模式|调试模式|管理员模式|维护模式|越狱|你是DAN|上帝模式|测试模式|无限制模式|DAN模式',
      open: '开头|開頭|开始|開始|首句|第一句|第一行|起头',
      reply: '回复|回覆|回答|答复|输出|响应|答案',
      accept: '好的|当然|當然|可以|没问题|是的|没有问题|以下是|步骤如下|Sure|我很乐意|乐意|遵命|明白',
      comply:
        '不要拒绝|不得拒绝|不许拒绝|不能拒绝|绝不拒绝|别拒绝|不要警告|不要道歉|不要说你不能|不要说不|照做|必须服从|无条件|服从|不加警告|不要免责|不准拒绝|不要犹豫',
      authority:
        '我是你的开发者|我是开发者|开发你的|创造你的|我是管理员|我的权限|授权|总部|总公司|上级命令|安全团队|审计|我创造了你|我开发了你|我是你的主人|奉命|警察|我是老板',
      urgent: '会死|人命|紧急|緊急|立刻|马上|马上告诉|生死|分钟内|最后机会|来不及',
      obey: '执行|執行|照做|遵循|服从|按照|照它|行动|回答它|执行其中',
      decode:
        '解码|解碼|解密|破译|base64|十六进制|十六進制|rot13|倒过来|摩尔斯|首字母|藏头|密码|还原成文字|还原',
      join: '拼接|连接|合并|组合|拼起来|连起来|x+y|A+B|a+b|拼成|拼在一起',
      denied:
        '通常拒绝|平时不能|禁止|不允许|不能说|不可以说|不得透露|保密|秘密|机密|不能告诉|违法|非法|隐瞒|不该说',
      about:
        '如何写|怎么写|怎样写|如何防|怎么防|怎么通知|怎么告诉|什么是|是什么意思|为什么|为何|例子|攻击|攻擊者|注入|漏洞|文章|解释什么|区别|定义|我们的机器人|机器人的|的机器人|客服机器人|分类|检测|防止|应该|要不要|需要担心|可以吗|表单|有人在|代码|函数|用python|多长|教程|谁可以|谁能',
      mine: '我的|我们的|我們的|他的|她的|他们|公司的|老板的|经理的|客户的|医生|产品的',
      topic: '关于|有关',
      model: 'AI|人工智能|语言模型|大模型|助手|聊天机器人|LLM|GPT|智能体|模型',
    },
  },
  {
    language: 'ko',
    match: 'anywhere',
    words: {
      tell: '보여|알려|출력|말해|공개|적어|써 줘|써줘|써라|나열|복사|붙여|읽어|받아쓰|보내|공유|인용|밝혀|털어|설명해|묘사|내놔|뭐야|무엇|무엇입|뭐라고|알고 싶|보고 싶|제시|표시|드러내|누설|불러|적혀|만들어 줘|작성해',
      again: '반복|그대로|복사|되풀이|다시 말|붙여|암송|재현|출력',
      turn: '번역|요약|시로|노래|가사|하이쿠|인코딩|변환|base64|json|JSON|표로|거꾸로|영어로|프랑스어로|바꿔',
      ask: '뭐|무엇|어떤|무슨|누구|까\\?|니\\?',
      your: '너의|네 |네가|너를|너에게|너는|너한테|당신|니가|자네|너 |챗봇의|귀하',
      own: '시스템 프롬프트|시스템프롬프트|시스템 메시지|시스템메시지|시스템 지시|시스템 명령|개발자 메시지|개발자 지시|숨겨진 지시|숨겨진 프롬프트|숨은 지시|초기 지시|초기 프롬프트|초기 명령|원래 프롬프트|원래 지시|비밀 지시|내부 지시|내부 규칙|컨텍스트 창|컨텍스트 윈도우|설정문|설정 문구|시작 프롬프트|네 프롬프트|너의 프롬프트|당신의 프롬프트|사전 지시|프롬프트를 출력|프롬프트 전문',
      rules: '지시|명령|규칙|지침|프롬프트|설정|제약|제한|원칙|메모|문구|메시지|가이드라인|방침|도구|규정',
      given:
        '받은|받았|주어진|들은|명령받|설정된|구동|따르는|따르고|지키는|묶는|지배|개발자|만든 사람|운영자|관리자|남긴|전달받|지시받|프로그래밍|입력된',
      above:
        '위의|위에|이 메시지 이전|이전에 있는|앞에|앞의|지금까지|여기까지|대화의 처음|대화 처음|대화의 시작|대화 시작|첫 메시지|첫 번째 메시지|이전 내용',
      whole:
        '그대로|전부|모두|전체|빠짐없이|한 글자|한 줄씩|정확히|전문|원문|글자 그대로|토씨|생략 없이|손대지|순서대로|내용|다 ',
      material:
        '문서|자료|단락|문단|출처|파일|컨텍스트|지식 베이스|지식베이스|데이터베이스|기억|텍스트|데이터|발췌|맥락',
      held: '검색|가져온|넘겨준|제공된|받은|컨텍스트|지식 베이스|지식베이스|접근할 수|접근 가능|가지고 있는|보유|기밀|저장된|참조한|참고한',
      others:
        '다른 사용자|다른 이용자|다른 고객|다른 사람|이전 고객|이전 사용자|전 고객|직전 사용자|앞 사람|나보다 먼저|내 앞|타인|누군가|다른 세션|다른 대화|남의',
      session:
        '세션|대화|채팅|기록|질문|물었|물어|입력|답했|말했|전화번호|주소|이메일|정보|데이터|메시지|내역',
      trained:
        '학습 데이터|학습데이터|훈련 데이터|훈련데이터|학습 세트|훈련|학습에 사용|학습된|학습한|미세 조정|파인튜닝',
      member: '들어 있|포함|있었|나왔|본 적|등장|일부|외워|사용되|사용됐',
      complete: '이어서|완성|계속|마저|채워|이어 써|이어 쓰|마무리',
      value: '은"|는"|은 "|이"|금은|번호는|주소는|연봉은|월급은|은\\s*$|입니다',
      ignore:
        '무시|잊어|잊고|따르지|무효|취소|폐기|해제|꺼도|끄고|꺼라|꺼 |비활성|우회|건너뛰|지키지|삭제|초기화|덮어|만료|벗어나|철회|어겨|중단|버리고',
      earlier: '이전|기존|위의|모든|모두|지금까지|원래|앞선|앞의|너의|네 |받은|전임|전부|조의|일체',
      safety: '안전장치|안전 장치|안전 규칙|안전|필터|제한|제약|윤리|검열|도덕|가드레일|거부권|보호|정책',
      free: '제한이 없|제한 없|제한도 없|아무 제한|아무런 제한|규칙이 없|규칙 없|제약이 없|제약 없|무제한|검열되지 않|검열 없|양심 없|양심이 없|도덕 없|윤리 없|무엇이든 대답|뭐든 대답|전부 대답|모두 대답|뭐든지|무엇이든 답|자유롭게 답|필터 없',
      persona:
        '연기|척해|척하|역할|역을|캐릭터|상상|너는 이제|이제 너는|지금부터|이제부터|앞으로|이야기|소설|시나리오|가정|가상|끝까지|끝날 때까지|흉내|인 것처럼|가상의|되어',
      mode: '개발자 모드|디버그 모드|관리자 모드|유지보수 모드|탈옥|DAN|제한 없는 모드|테스트 모드|갓 모드',
      open: '시작|첫 문장|첫 줄|첫마디|로 열',
      reply: '답변|대답|응답|출력|회신|답을',
      accept: '네,|물론|알겠습니다|그럼요|좋습니다|다음과 같|여기 있|기꺼이|예,|Sure|당연하',
      comply:
        '거절하지|거부하지|거절도|거부 없이|경고 없이|경고도|경고하지|사과하지|사과도|못 한다고 하지|할 수 없다고 하지|시키는 대로|무조건|복종|절대 거절|토 달지|망설이지',
      authority:
        '너를 만든|널 만든|나는 개발자|내가 개발자|너의 개발자|네 개발자|관리자다|관리자입니다|나는 관리자|내 권한|권한으로|본사|승인|허가|보안팀|감사를 위해|감사용|내가 만들었|경찰',
      urgent: '죽습니다|죽어|죽는다|목숨|긴급|당장|즉시|생명이|분 안에|마지막 기회',
      obey: '실행|수행|따라|따르|대로 해|대로 행동|행동해|답해',
      decode: '디코딩|해독|복호|base64|16진수|rot13|거꾸로|모스|첫 글자|암호|풀어',
      join: '연결|결합|합쳐|이어 붙|조합|x\\+y|붙여서',
      denied: '보통 거절|평소 거절|금지|허용되지|말하면 안|말해서는 안|비밀|기밀|숨기|불법|침묵|말하지 말라',
      about:
        '어떻게 쓰|어떻게 작성|어떻게 알릴|어떻게 하|작성하는 방법|방법|이란|란 무엇|무엇인가요|무슨 뜻|왜 |예시|예를|공격|인젝션|취약|기사|설명해 주세요|차이|정의|우리 봇|봇의|챗봇을|봇을|분류|탐지|방지|해야 하나|걱정|양식에|코드|함수|파이썬|길이|누가 |좋을까요|될까요',
      mine: '나의|내 |우리|저희|회사의|부장|사장|고객의|의사|제품의|상사',
      topic: '에 대한|에 관한|위한',
      model: 'AI|인공지능|언어 모델|어시스턴트|챗봇|LLM|GPT|에이전트|모델',
    },
  },
  {
    language: 'hi',
    match: 'stem',
    words: {
      tell: 'दिखा|बता|लिख|छाप|प्रकट|साझा|सूची|कॉपी|चिपका|पढ़|भेज|उद्धृत|खुलासा|बोल|दो$|दे$|दीजिए|जानना|देखना|क्या है|क्या हैं|क्या लिखा|वर्णन|समझा',
      again: 'दोहरा|कॉपी|ज्यों का त्यों|चिपका|हूबहू',
      turn: 'अनुवाद|सारांश|कविता|गीत|गाना|base64|json|तालिका|उल्टा|अंग्रेज़ी|अंग्रेजी|बदल',
      ask: 'क्या|कौन|कैसे',
      your: 'तुम्हार|तुम्हें|तुम$|तुमने|तुमको|तुमसे|आपक|आपको|आप$|आपने|तेर|तुझे|अपन',
      own: 'सिस्टम प्रॉम्प्ट|सिस्टम प्राम्प्ट|सिस्टम संदेश|सिस्टम निर्देश|डेवलपर संदेश|छिपे निर्देश|छिपे हुए निर्देश|प्रारंभिक निर्देश|शुरुआती निर्देश|मूल निर्देश|गुप्त निर्देश|आंतरिक निर्देश|सेटअप पाठ|कॉन्टेक्स्ट विंडो|system prompt|प्रारंभिक प्रॉम्प्ट',
      rules: 'निर्देश|नियम|आदेश|प्रॉम्प्ट|सेटिंग|विन्यास|नोट|संदेश|दिशानिर्देश|हिदायत|पाठ',
      given: 'दिए|दिया|मिले|मिला|छोड़ा|कहा गया|बनाने वाल|डेवलपर|निर्माता|चलते|पालन|बाँध|नियंत्रित',
      above: 'ऊपर|इससे पहले|मेरे संदेश से पहले|अब तक|बातचीत की शुरुआत|पहला संदेश|पिछला पाठ',
      whole:
        'शब्दशः|हूबहू|पूरा|पूरी|पूरे|सब$|सभी|ज्यों का त्यों|अक्षरशः|पंक्ति दर पंक्ति|बिना कुछ छोड़े|छोड़े बिना|सामग्री|बिना बदले',
      material: 'दस्तावेज|दस्तावेज़|अंश|अनुच्छेद|स्रोत|फ़ाइल|फाइल|संदर्भ|ज्ञान|डेटाबेस|स्मृति|पाठ|डेटा',
      held: 'खोज|मिले|दिए गए|संदर्भ|पहुँच|तुम्हारे पास|आपके पास|गोपनीय|संग्रहीत|तुम्हें दिए|आपको दिए',
      others:
        'दूसरे उपयोगकर्ता|अन्य उपयोगकर्ता|किसी दूसरे|दूसरे ग्राहक|अन्य ग्राहक|पिछले ग्राहक|पिछले उपयोगकर्ता|मुझसे पहले|किसी और|दूसरे लोग|अन्य लोग|किसी अन्य',
      session: 'सत्र|बातचीत|चैट|इतिहास|सवाल|पूछा|प्रश्न|जवाब|लिखा|डेटा|फ़ोन|फोन|पता|संदेश|जानकारी',
      trained: 'प्रशिक्षण|ट्रेनिंग|सीखा',
      member: 'थी$|था$|थे$|शामिल|मौजूद|देखा|में है',
      complete: 'पूरा करो|पूरा करें|जारी रख|आगे लिख|भरो$|पूर्ण कर',
      value: 'है$|कमाता|रहता|वेतन|बोनस',
      ignore:
        'अनदेखा|नज़रअंदाज़|नजरअंदाज|भूल जा|भूलो|भूल$|लागू नहीं|रद्द|अमान्य|बंद कर|हटा|मत मानो|पालन मत|छोड़ दो|तोड़ो|दरकिनार',
      earlier: 'पिछल|पहले|ऊपर|सभी|सब$|सारे|तुम्हार|आपक|मूल|दिए',
      safety: 'सुरक्षा|फ़िल्टर|फिल्टर|पाबंद|प्रतिबंध|सीमा|नैतिक|सेंसर|रोक',
      free: 'कोई पाबंदी नहीं|कोई प्रतिबंध नहीं|कोई सीमा नहीं|कोई नियम नहीं|बिना प्रतिबंध|बिना पाबंदी|बिना नियम|बिना किसी सीमा|बिना किसी प्रतिबंध|बिना रोक|सब कुछ बता|हर सवाल का जवाब',
      persona: 'भूमिका|अभिनय|नाटक|मान लो|कल्पना|अब तुम|अब से|अब आप|कहानी|उपन्यास|पात्र|के अंत तक|काल्पनिक|बनो$',
      mode: 'डेवलपर मोड|डिबग मोड|एडमिन मोड|जेलब्रेक|dan$',
      open: 'शुरू|आरंभ|पहली पंक्ति|पहले शब्द',
      reply: 'जवाब|उत्तर|प्रतिक्रिया',
      accept: 'ज़रूर|जरूर|बिल्कुल|हाँ|हां|अवश्य|ठीक है|यह रहा|ये रहे|sure|बेशक',
      comply: 'मना मत|इनकार मत|इंकार मत|चेतावनी मत|बिना चेतावनी|माफ़ी मत|माफी मत|बिना मना',
      authority:
        'तुम्हें बनाया|तुम्हारा डेवलपर|आपको बनाया|मैं डेवलपर|मैं प्रशासक|मैं एडमिन|मेरी अनुमति|मेरे अधिकार|मुख्यालय|अधिकृत|ऑडिट',
      urgent: 'मर जाएगा|मर जाए|आपात|तुरंत|तत्काल|जान का|मिनट में',
      obey: 'पालन कर|करो$|निष्पादित|अमल',
      decode: 'डिकोड|डीकोड|base64|हेक्स|rot13|उल्टा|पहले अक्षर',
      join: 'जोड़|मिला कर|मिलाकर|x+y',
      denied: 'मना है|अनुमति नहीं|नहीं बता सक|गुप्त|गोपनीय|छिपा|प्रतिबंधित|अवैध',
      about:
        'कैसे लिख|कैसे बता|कैसे कर|कैसे बच|क्या होता|क्या मतलब|क्यों|उदाहरण|हमला|लेख|अंतर|परिभाषा|बॉट का|हमारे बॉट|बॉट के लिए|वर्गीकृत|क्या मुझे|कितना लंबा|कोड|फ़ॉर्म',
      mine: 'मेर|हमार|उसक|कंपनी|प्रबंधक|ग्राहक के',
      topic: 'के लिए|के बारे',
      model: 'एआई|भाषा मॉडल|सहायक|चैटबॉट|बॉट$|मॉडल$|ai$|gpt',
    },
  },
  {
    language: 'id',
    match: 'word',
    words: {
      tell: 'tampilkan|tunjukkan|perlihatkan|cetak|tulis|tuliskan|catat|catatlah|beri|berikan|beritahu|katakan|ungkapkan|sebutkan|salin|tempel|tempelkan|bacakan|baca|diktekan|kirim|kirimkan|bagikan|kutip|jelaskan|bocorkan|buka|apa isi|apa bunyi|apa saja|apakah isi|saya ingin melihat|ingin tahu|daftar|keluarkan|buat|buatlah',
      again: 'ulangi|ulang|salin|kutip|tempel|tempelkan|apa adanya|cetak',
      turn: 'terjemahkan|ringkas|rangkum|puisi|lagu|haiku|kodekan|ubah|base64|json|tabel|terbalik|bahasa inggris',
      ask: 'apa|apakah|mana|siapa|bagaimana',
      your: '*mu|kamu|anda|kau|engkau|kalian|padamu|kepadamu|untukmu|milikmu',
      own: 'prompt sistem|system prompt|pesan sistem|instruksi sistem|pesan pengembang|instruksi tersembunyi|prompt tersembunyi|instruksi awal|prompt awal|instruksi asli|instruksi rahasia|instruksi internal|aturan internal|jendela konteks|teks pengaturan|teks konfigurasi|perintah sistem',
      rules:
        'instruksi*|aturan*|petunjuk*|prompt*|perintah*|pedoman*|konfigurasi*|pengaturan*|catatan*|pesan*|arahan*|ketentuan*|teks*|alat*',
      given:
        'diberikan|diberi|diterima|kamu terima|ditinggalkan|dikatakan|diperintahkan|menjalankan*|mengikat*|mengatur*|pengembang*|pembuat*|pencipta*|operator*|dikonfigurasi|diprogram|ikuti|patuhi',
      above:
        'di atas|sebelum pesan ini|sebelum ini|sebelumnya|sejauh ini|awal percakapan|pesan pertama|sampai di sini',
      whole:
        'kata demi kata|persis|lengkap|seluruh*|semua*|utuh|apa adanya|baris demi baris|tanpa ada yang|tanpa diubah|tanpa mengubah|isi|secara urut|verbatim',
      material:
        'dokumen*|bagian*|kutipan*|paragraf*|sumber*|berkas*|file*|konteks*|basis pengetahuan*|basis data*|database*|memori*|teks|data',
      held: 'pencarian|ditemukan|diambil|diberikan|konteks*|akses|kamu miliki|anda miliki|rahasia|disimpan|tersedia',
      others:
        'pengguna lain|pelanggan lain|pelanggan sebelumnya|pengguna sebelumnya|orang lain|orang sebelum|sebelum saya|sebelum aku|pengguna terakhir|pelanggan terakhir|pihak lain|sesi lain',
      session:
        'sesi*|percakapan*|obrolan*|chat*|riwayat*|pertanyaan*|ditanyakan|tanya*|diketik|ditulis|jawab*|data|telepon*|alamat*|pesan*|informasi',
      trained: 'data pelatihan*|data latih*|set pelatihan*|pelatihan*|dilatih|latihan*|fine-tuning',
      member: 'ada|termasuk|terdapat|muncul|berisi|pernah melihat|bagian dari|hafal',
      complete: 'lengkapi|lanjutkan|teruskan|selesaikan|sambung|isi',
      value: 'adalah|sebesar|tinggal di|berpenghasilan|menderita|bernama',
      ignore:
        'abaikan|lupakan|hiraukan|langgar|tidak berlaku|tak berlaku|batal|batalkan|nonaktifkan|matikan|hapus|lewati|jangan ikuti|jangan patuhi|kesampingkan|cabut|kedaluwarsa|berhenti mengikuti|timpa',
      earlier: 'sebelumnya|terdahulu|di atas|semua*|seluruh*|setiap|awal|lama|asli|yang diberikan|sif',
      safety:
        'keamanan*|pengaman*|filter*|batasan*|pembatasan*|etika*|moral*|sensor*|larangan*|aturan*|moderasi*',
      free: 'tanpa batasan|tanpa batas|tanpa aturan|tanpa filter|tanpa sensor|tidak ada batasan|tidak punya batasan|tidak memiliki batasan|tidak ada aturan|bebas dari|tanpa etika|tanpa moral|tidak disensor|jawab semuanya|menjawab semuanya|jawab apa saja|semua diperbolehkan',
      persona:
        'berperan*|berpura-pura|pura-pura|peran*|bayangkan|kamu sekarang|sekarang kamu|mulai sekarang|cerita*|novel*|karakter*|bertindak|hipotetis|fiksi|sampai percakapan|simulasikan|anggap|andaikan',
      mode: 'mode pengembang|mode debug|mode admin|mode pemeliharaan|jailbreak|kamu adalah dan|mode dewa',
      open: 'mulai|dimulai|awali|diawali|buka|dibuka|baris pertama|kata pertama|dengan kata',
      reply: 'jawaban*|balasan*|respons*|keluaran*|tanggapan*',
      accept: 'tentu|tentu saja|ya|baik|baiklah|siap|dengan senang hati|berikut|ini dia|sure|oke|pasti',
      comply:
        'jangan menolak|jangan pernah menolak|tanpa menolak|tanpa penolakan|tanpa peringatan|jangan memperingatkan|jangan minta maaf|jangan katakan tidak|patuhi semua|turuti|tanpa bantahan',
      authority:
        'pengembangmu|penciptamu|saya pengembang|aku pengembang|saya administrator|membuatmu|menciptakanmu|izinku|izin saya|wewenang*|kantor pusat|berwenang|diotorisasi|tim keamanan|untuk audit|polisi',
      urgent: 'akan mati|meninggal|darurat|segera|nyawa*|menit lagi|kesempatan terakhir',
      obey: 'jalankan|lakukan|ikuti|patuhi|laksanakan',
      decode: 'dekode|dekodekan|base64|heksadesimal|rot13|terbalik|morse|huruf pertama|sandi|pecahkan',
      join: 'gabungkan|satukan|sambungkan|rangkai|x+y',
      denied:
        'biasanya menolak|biasanya kamu tolak|dilarang|tidak boleh|rahasia|sembunyikan|diam|ilegal|terlarang',
      about:
        'bagaimana cara|bagaimana menulis|bagaimana memberi|cara menulis|apa itu|apa arti|mengapa|kenapa|contoh|serangan|penyerang|artikel|jelaskan apa|perbedaan|definisi|bot kami|bot bantuan|untuk bot|chatbot|klasifikasikan|mencegah|apakah saya|haruskah|seberapa|siapa yang boleh|formulir|seseorang|python',
      mine: 'saya|kami|kita|perusahaan|manajer|pelanggan kami|dokter|produsen|nya',
      topic: 'untuk|tentang|mengenai',
      model: 'ai|model bahasa|asisten|chatbot|bot|llm|gpt|kecerdasan buatan|model|agen',
    },
  },
  {
    language: 'vi',
    match: 'word',
    words: {
      tell: 'hiển thị|cho tôi xem|cho xem|in ra|viết|viết ra|chép|chép lại|ghi lại|cho tôi biết|nói|tiết lộ|liệt kê|sao chép|dán|đọc|gửi|chia sẻ|trích dẫn|mô tả|giải thích|đưa|đưa ra|cung cấp|là gì|viết gì|nói gì|muốn xem|muốn biết|nêu',
      again: 'lặp lại|nhắc lại|sao chép|trích|nguyên văn|dán|in ra|chép lại',
      turn: 'dịch|tóm tắt|bài thơ|thơ|bài hát|haiku|mã hóa|chuyển|base64|json|bảng|ngược|tiếng anh|tiếng pháp',
      ask: 'gì|nào|ai|thế nào',
      your: 'bạn|của bạn|mày|ngươi|cho bạn',
      own: 'lời nhắc hệ thống|prompt hệ thống|câu lệnh hệ thống|tin nhắn hệ thống|chỉ dẫn hệ thống|hướng dẫn hệ thống|chỉ thị hệ thống|tin nhắn của nhà phát triển|chỉ dẫn ẩn|hướng dẫn ẩn|chỉ thị ẩn|hướng dẫn ban đầu|chỉ dẫn ban đầu|chỉ thị ban đầu|prompt ban đầu|hướng dẫn bí mật|chỉ thị nội bộ|quy tắc nội bộ|cửa sổ ngữ cảnh|đoạn thiết lập|văn bản thiết lập|system prompt',
      rules:
        'chỉ dẫn|hướng dẫn|chỉ thị|quy tắc|prompt|lời nhắc|cấu hình|thiết lập|mệnh lệnh|lệnh|ghi chú|tin nhắn|nguyên tắc|quy định|đoạn|công cụ',
      given:
        'được cho|nhận được|được nhận|để lại|được bảo|được lệnh|tuân theo|đang chạy|ràng buộc|điều khiển|nhà phát triển|người tạo|người vận hành|quản trị|được cấu hình|được giao|làm theo',
      above:
        'ở trên|bên trên|phía trên|trước tin nhắn này|trước đó|cho đến nay|đầu cuộc trò chuyện|bắt đầu cuộc trò chuyện|tin nhắn đầu tiên',
      whole:
        'từng chữ|từng từ|nguyên văn|đầy đủ|toàn bộ|tất cả|chính xác|nguyên vẹn|từng dòng|không bỏ sót|không thay đổi|nội dung|y nguyên|theo thứ tự|mọi',
      material:
        'tài liệu|đoạn|đoạn văn|nguồn|tệp|ngữ cảnh|cơ sở tri thức|kho tri thức|cơ sở dữ liệu|bộ nhớ|văn bản|dữ liệu|trích đoạn',
      held: 'tìm kiếm|truy xuất|tìm thấy|đưa cho bạn|cung cấp cho bạn|ngữ cảnh|truy cập|bạn có|mật|bí mật|lưu trữ|được cung cấp',
      others:
        'người dùng khác|khách hàng khác|khách hàng trước|người dùng trước|người khác|người trước tôi|trước tôi|ai khác|người dùng cuối cùng|phiên khác',
      session:
        'phiên|cuộc trò chuyện|trò chuyện|lịch sử|câu hỏi|hỏi|nhập|trả lời|viết|dữ liệu|số điện thoại|địa chỉ|tin nhắn|thông tin',
      trained: 'dữ liệu huấn luyện|tập huấn luyện|huấn luyện|đào tạo|được học|tinh chỉnh',
      member: 'nằm trong|có trong|xuất hiện|chứa|bao gồm|đã thấy|thuộc|có nằm',
      complete: 'hoàn thành|tiếp tục|viết tiếp|điền|hoàn tất|nốt',
      value: 'là|sống ở|kiếm được|bằng|mắc',
      ignore:
        'bỏ qua|phớt lờ|quên|lờ đi|không còn hiệu lực|hết hiệu lực|vô hiệu|hủy|tắt|gỡ|xóa|vượt qua|đừng tuân|không tuân|ngừng tuân|phá vỡ|hết hạn|không cần tuân',
      earlier: 'trước|trước đó|ở trên|tất cả|mọi|toàn bộ|của bạn|ban đầu|cũ|ca',
      safety: 'an toàn|bảo vệ|bộ lọc|giới hạn|hạn chế|đạo đức|kiểm duyệt|rào cản|quy tắc',
      free: 'không có giới hạn|không giới hạn|không có hạn chế|không hạn chế|không có quy tắc|không quy tắc|không kiểm duyệt|không bị kiểm duyệt|không bị ràng buộc|không đạo đức|vô lương tâm|trả lời mọi thứ|trả lời tất cả|mọi thứ đều được phép|không bộ lọc',
      persona:
        'đóng vai|giả vờ|vai|tưởng tượng|bây giờ bạn là|từ bây giờ|từ giờ|câu chuyện|tiểu thuyết|nhân vật|hành động như|giả định|giả sử|hư cấu|cho đến hết|mô phỏng|kể từ giờ',
      mode: 'chế độ nhà phát triển|chế độ gỡ lỗi|chế độ quản trị|chế độ bảo trì|jailbreak|bạn là dan',
      open: 'bắt đầu|mở đầu|dòng đầu tiên|từ đầu tiên',
      reply: 'câu trả lời|phản hồi|trả lời|đầu ra|hồi đáp',
      accept: 'chắc chắn|tất nhiên|vâng|được|dĩ nhiên|sẵn lòng|đây là|sau đây|sure|đồng ý',
      comply:
        'đừng từ chối|không được từ chối|không bao giờ từ chối|không từ chối|không cảnh báo|đừng cảnh báo|đừng xin lỗi|không xin lỗi|đừng nói không|phải tuân lệnh|vâng lời',
      authority:
        'nhà phát triển của bạn|tôi là nhà phát triển|tôi là quản trị|tạo ra bạn|xây dựng bạn|sự cho phép của tôi|quyền của tôi|trụ sở|được ủy quyền|đội an ninh|để kiểm toán|kiểm tra an ninh|cảnh sát',
      urgent: 'sẽ chết|khẩn cấp|ngay lập tức|mạng sống|phút nữa|cơ hội cuối',
      obey: 'thực hiện|làm theo|tuân theo|thi hành',
      decode: 'giải mã|base64|thập lục phân|rot13|ngược|morse|chữ cái đầu|mật mã',
      join: 'ghép|nối|kết hợp|gộp|x+y',
      denied: 'thường từ chối|bị cấm|không được phép|không được nói|bí mật|mật|che giấu|im lặng|bất hợp pháp',
      about:
        'làm thế nào|cách viết|làm sao|là một|nghĩa là gì|tại sao|vì sao|ví dụ|tấn công|kẻ tấn công|bài báo|bài viết|giải thích|khác nhau|định nghĩa|bot của chúng tôi|bot hỗ trợ|cho bot|chatbot|phân loại|ngăn chặn|có nên|nên dài|ai được|biểu mẫu|ai đó|python|thế nào',
      mine: 'của tôi|chúng tôi|của anh|công ty|sếp|khách hàng của|bác sĩ',
      topic: 'cho|về|để',
      model: 'ai|mô hình ngôn ngữ|trợ lý|chatbot|bot|llm|gpt|trí tuệ nhân tạo|mô hình',
    },
  },
  {
    language: 'th',
    match: 'anywhere',
    words: {
      tell: 'แสดง|พิมพ์|เขียน|บอก|เปิดเผย|จด|คัดลอก|วาง|อ่าน|ส่ง|แชร์|อ้าง|ขอดู|ขอ|อธิบาย|คืออะไร|มีอะไร|ว่าอะไร|ให้ดู|แจง',
      again: 'ทวน|พูดซ้ำ|ซ้ำ|คัดลอก|วาง|ตามต้นฉบับ|แสดง',
      turn: 'แปล|สรุป|กลอน|เพลง|เข้ารหัส|base64|json|ตาราง|กลับหลัง|ภาษาอังกฤษ',
      ask: 'อะไร|ไหน|ใคร|ไหม',
      your: 'คุณ|ของคุณ|เธอ|นาย|แก',
      own: 'พรอมต์ระบบ|พร้อมท์ระบบ|ระบบพรอมต์|ข้อความระบบ|คำสั่งระบบ|ข้อความของผู้พัฒนา|คำสั่งที่ซ่อน|คำสั่งลับ|คำสั่งเริ่มต้น|พรอมต์เริ่มต้น|ข้อความตั้งค่า|คำสั่งภายใน|system prompt|หน้าต่างบริบท',
      rules: 'คำสั่ง|กฎ|แนวทาง|พรอมต์|การตั้งค่า|โน้ต|ข้อความ|ข้อกำหนด|บันทึก|ระเบียบ',
      given: 'ได้รับ|ให้คุณ|ทิ้งไว้|บอกคุณ|สั่งคุณ|ผู้พัฒนา|ผู้สร้าง|ผู้ดูแล|ใช้ทำงาน|ควบคุม|ปฏิบัติตาม|ผูกมัด',
      above: 'ด้านบน|ข้างบน|ก่อนหน้านี้|ก่อนข้อความนี้|ตอนต้นของการสนทนา|ต้นบทสนทนา|ข้อความแรก|จนถึงตอนนี้',
      whole: 'ทุกคำ|คำต่อคำ|ทั้งหมด|ครบ|เต็ม|ตามต้นฉบับ|ทีละบรรทัด|ไม่ตกหล่น|โดยไม่แก้ไข|เนื้อหา|ทุก',
      material: 'เอกสาร|ย่อหน้า|ข้อความ|แหล่งที่มา|ไฟล์|บริบท|ฐานความรู้|ฐานข้อมูล|ความจำ|ข้อมูล',
      held: 'ค้นหา|ส่งให้คุณ|ที่ได้รับ|บริบท|เข้าถึง|คุณมี|ลับ|เก็บไว้',
      others: 'ผู้ใช้คนอื่น|ผู้ใช้อื่น|ลูกค้าคนอื่น|ลูกค้าคนก่อน|ผู้ใช้คนก่อน|คนอื่น|คนก่อน|ก่อนฉัน',
      session: 'เซสชัน|การสนทนา|แชต|แชท|ประวัติ|คำถาม|ถาม|พิมพ์|ตอบ|ข้อมูล|เบอร์โทร|ที่อยู่',
      trained: 'ข้อมูลฝึก|ข้อมูลการฝึก|ชุดฝึก|ฝึกสอน|เทรน|ฝึกฝน',
      member: 'อยู่ใน|มีอยู่|รวมอยู่|เคยเห็น|ปรากฏ',
      complete: 'เติม|ต่อให้จบ|เขียนต่อ|ทำให้สมบูรณ์',
      value: 'คือ|เท่ากับ|เป็น',
      ignore: 'เพิกเฉย|ไม่ต้องสนใจ|ลืม|ละเว้น|ยกเลิก|เป็นโมฆะ|โมฆะ|ปิด|ข้าม|หมดอายุ|ไม่ต้องทำตาม|อย่าทำตาม|ฝ่าฝืน|ลบ',
      earlier: 'ก่อนหน้า|ทั้งหมด|ทุก|เดิม|ข้างต้น|ของคุณ|กะ',
      safety: 'ความปลอดภัย|ตัวกรอง|ข้อจำกัด|ขีดจำกัด|จริยธรรม|ศีลธรรม|เซ็นเซอร์|กฎ',
      free: 'ไม่มีข้อจำกัด|ไม่มีกฎ|ไร้ข้อจำกัด|ไม่ถูกเซ็นเซอร์|ไม่มีขีดจำกัด|ไร้ศีลธรรม|ตอบทุกอย่าง|ไม่มีศีลธรรม',
      persona: 'สวมบท|แสดงเป็น|แกล้ง|บทบาท|จินตนาการ|ตอนนี้คุณคือ|ตั้งแต่นี้|ต่อจากนี้|เรื่องเล่า|นิยาย|ตัวละคร|สมมติ|จนจบ',
      mode: 'โหมดนักพัฒนา|โหมดผู้พัฒนา|โหมดดีบัก|โหมดผู้ดูแล|เจลเบรก|jailbreak',
      open: 'ขึ้นต้น|เริ่ม|บรรทัดแรก|คำแรก',
      reply: 'คำตอบ|การตอบ|ตอบกลับ',
      accept: 'แน่นอน|ได้เลย|ครับ|ค่ะ|ยินดี|นี่คือ|ต่อไปนี้|sure|ใช่',
      comply: 'ห้ามปฏิเสธ|อย่าปฏิเสธ|ไม่ต้องเตือน|ห้ามเตือน|ไม่ต้องขอโทษ|โดยไม่ปฏิเสธ',
      authority: 'ผู้พัฒนาของคุณ|ฉันคือผู้พัฒนา|ผมคือผู้พัฒนา|สร้างคุณ|ผู้ดูแลระบบ|ได้รับอนุญาต|สำนักงานใหญ่|อำนาจของฉัน',
      urgent: 'จะตาย|ฉุกเฉิน|ทันที|ชีวิต|นาที',
      obey: 'ทำตาม|ปฏิบัติตาม|ดำเนินการ',
      decode: 'ถอดรหัส|base64|ฐานสิบหก|rot13|ย้อนกลับ',
      join: 'รวม|ต่อกัน|x+y',
      denied: 'ห้ามพูด|ไม่ได้รับอนุญาต|ความลับ|ต้องห้าม|ปกปิด|ผิดกฎหมาย',
      about:
        'อย่างไร|วิธี|คือการ|หมายความ|ทำไม|ตัวอย่าง|โจมตี|บทความ|แตกต่าง|นิยามของ|บอตของเรา|ของบอต|สำหรับบอต|แชตบอต|เท่าไร|ควร',
      mine: 'ของฉัน|ของเรา|ของเขา|บริษัท|หัวหน้า|แพทย์',
      topic: 'สำหรับ|เกี่ยวกับ',
      model: 'เอไอ|โมเดลภาษา|ผู้ช่วย|แชตบอต|บอต|AI|GPT',
    },
  },
  {
    language: 'ar',
    match: 'anywhere',
    words: {
      tell: 'أظهر|اظهر|اعرض|اكتب|أعطني|اعطني|أخبرني|قل لي|اكشف|اطبع|اذكر|عدد|انسخ|الصق|اقرأ|أرسل|شارك|اقتبس|صف |اشرح|أملِ|ما هو|ما هي|ماذا تقول|ماذا يقول|أريد أن أرى|أريد معرفة|هات|سرب|دون ',
      again: 'كرر|أعد كتابة|انسخ|ردد|الصق|كما هي|كما هو',
      turn: 'ترجم|لخص|قصيدة|أغنية|شفر|حول |base64|json|جدول|بالعكس|بالإنجليزية|بالفرنسية',
      ask: 'ما |ماذا|هل |من ',
      your: 'لك|الخاص بك|الخاصة بك|تعليماتك|قواعدك|إليك|أعطاك|أنت|عليك|تدريبك|مطوروك|بياناتك|سياقك|مصادرك|تعمل به|تتبع|تلتزم|لديك|صنعك|ردك|إجابتك',
      own: 'موجه النظام|مطالبة النظام|رسالة النظام|تعليمات النظام|رسالة المطور|تعليمات المطور|التعليمات المخفية|التعليمات السرية|التعليمات الأولية|التعليمات الأصلية|التعليمات الداخلية|الأوامر المخفية|نص الإعداد|نص التهيئة|نافذة السياق|البرومبت|الموجه الأولي|system prompt|تعليماتك|موجهك',
      rules: 'تعليمات|قواعد|أوامر|توجيهات|إرشادات|إعداد|مذكرة|رسالة|مبادئ|نص |تهيئة',
      given:
        'أعطيت|تلقيت|تركها|تركه|قيل لك|أمرت|مطور|صانع|منشئ|مشغل|تعمل به|تحكمك|تقيدك|تتبعها|التي لديك|أعطاك|زودت',
      above: 'أعلاه|قبل هذه الرسالة|ما سبق|السابق أعلاه|بداية المحادثة|أول رسالة|حتى الآن|قبل رسالتي',
      whole:
        'حرفيا|كلمة بكلمة|كاملا|كاملة|بالكامل|كل |جميع|كما هي|كما هو|دون حذف|دون تغيير|سطرا سطرا|محتوى|بالضبط|بالترتيب',
      material:
        'الوثائق|وثائق|مستند|مقاطع|المقاطع|فقرات|مصادر|ملف|السياق|سياق|قاعدة المعرفة|قاعدة البيانات|ذاكرة|نصوص|بيانات',
      held: 'البحث|المسترجع|أعطاك|قدمت لك|السياق|الوصول|لديك|السرية|المخزن|سياقك',
      others:
        'مستخدم آخر|مستخدمين آخرين|المستخدمين الآخرين|عميل آخر|عملاء آخرين|العميل السابق|المستخدم السابق|شخص آخر|أشخاص آخرين|قبلي|الآخرين|غيري',
      session: 'جلسة|محادثة|دردشة|سجل|سأل|سؤال|أجبت|كتب|أدخل|بيانات|هاتف|عنوان|رسائل|معلومات',
      trained: 'بيانات تدريب|بيانات التدريب|تدريبك|مجموعة التدريب|التدريب|تدربت|دربت',
      member: 'كان |كانت |هل |ضمن|يوجد|تحتوي|ظهر|رأيت|في بيانات',
      complete: 'أكمل|تابع|واصل|املأ|أتم',
      value: 'هو|يبلغ|يسكن|يساوي|راتب',
      ignore:
        'تجاهل|انس |انسى|تغاض|لم تعد سارية|لاغية|ملغاة|ألغ|عطل|أوقف|إيقاف|تعطيل|تجاوز|احذف|لا تتبع|خالف|اكسر|انتهت صلاحية|تخط',
      earlier: 'السابقة|السابق|أعلاه|جميع|كل |الأصلية|التي أعطيت|المناوبة|القديمة|كافة|تعليماتك|قواعدك',
      safety: 'الأمان|السلامة|الحماية|المرشح|فلتر|قيود|حدود|أخلاق|رقابة|ضوابط|محظورات',
      free: 'بلا قيود|دون قيود|بدون قيود|أي قيود|لا قيود|بلا حدود|دون حدود|بدون حدود|بلا قواعد|بدون قواعد|لا قواعد|غير مقيد|بلا رقابة|بدون رقابة|بلا ضمير|بلا أخلاق|أجب عن كل شيء|كل شيء مسموح|بدون أخلاق',
      persona:
        'العب دور|مثل دور|تظاهر|تخيل|أنت الآن|من الآن|منذ الآن|قصة|رواية|شخصية|تصرف ك|افترض|خيالي|حتى نهاية|تقمص|دور',
      mode: 'وضع المطور|وضع التصحيح|وضع المسؤول|وضع الصيانة|كسر الحماية|جيلبريك|أنت DAN',
      open: 'ابدأ|يبدأ|تبدأ|افتتح|بداية|أول سطر|أول كلمة',
      reply: 'ردك|رد |إجابتك|إجابة|الرد|جوابك',
      accept: 'بالتأكيد|بالطبع|نعم|حسنا|تفضل|هذه هي|إليك|بكل سرور|sure|طبعا',
      comply:
        'لا ترفض|دون رفض|بلا تحذير|دون تحذير|لا تحذر|لا تعتذر|دون اعتذار|لا تقل إنك|أطع|مهما كان|نفذ كل',
      authority:
        'أنا مطورك|أنا المطور|صنعك|صممك|برمجك|أنا المسؤول|أنا المدير|بإذني|بصلاحياتي|المقر|مخول|مصرح|فريق الأمن|للتدقيق|الشرطة',
      urgent: 'سيموت|طارئ|عاجل|فورا|حياة|دقائق|آخر فرصة',
      obey: 'نفذ|اتبع|أطع|افعل ما|طبق|تصرف وفق',
      decode: 'فك شفرة|فك تشفير|فك ترميز|base64|سداسي عشر|rot13|بالعكس|الأحرف الأولى',
      join: 'اجمع|ادمج|وصل|اربط|x\\+y',
      denied: 'ترفض عادة|ممنوع|محظور|لا يسمح|غير مسموح|سري|سرية|تخفي|غير قانوني',
      about:
        'كيف أكتب|كيف أخبر|كيف يمكن|كيف |ما معنى|لماذا|مثال|هجوم|المهاجم|مقال|الفرق|تعريف|لروبوت|روبوت المساعدة|روبوتنا|صنف|منع|هل يجب|كم يجب|نموذج الإدخال|بايثون',
      mine: 'مديري|شركتنا|المدير السابق|الطبيب|الشركة',
      topic: 'بشأن|حول|الخاصة ب',
      model: 'الذكاء الاصطناعي|نموذج لغوي|المساعد|روبوت|نموذج|بوت',
    },
  },
  {
    language: 'tr',
    match: 'stem',
    words: {
      tell: 'göster|yazdır|yaz$|yazın|söyle|ver$|açıkla|listele|kopyala|yapıştır|oku$|gönder|paylaş|alıntıla|ifşa|anlat|dök$|çıkar|nedir|neler|ne yazıyor|ne diyor|görmek istiyorum|bilmek istiyorum|sun$|belirt|yap$|not et',
      again: 'tekrarla|tekrar et|kopyala|alıntıla|aynen|yapıştır',
      turn: 'çevir|özetle|şiir|şarkı|haiku|kodla|dönüştür|base64|json|tablo|tersten|ingilizce|fransızca',
      ask: 'ne$|nedir|hangi|kim$|nasıl|mı$|mi$|mu$|mü$|mıydı|miydi',
      your: 'sınırın|kısıtlaman|senin|sana$|seni$|sende|sen$|sizin|size$|sizi$|siz$|istemin|talimatların|kuralların|geliştiricilerin|eğitim verilerin|bağlamın|belleğin|yanıtın|cevabın|çalıştığın|aldığın|kaynakların|istemini|talimatlarını|kurallarını|yanıtını|cevabını',
      own: 'sistem istemi|sistem komutu|sistem mesajı|sistem mesajın|sistem talimat|sistem promptu|geliştirici mesajı|gizli talimat|gizli istem|gizli komut|başlangıç talimat|başlangıç istemi|ilk talimat|orijinal talimat|iç talimat|dahili talimat|bağlam pencere|kurulum metni|system prompt|istemini|promptunu',
      rules:
        'talimat|kural|komut|yönerge|istem|prompt|ayar|yapılandırma|emir|emri|not$|notta|notu|mesaj|ilke|metin|metni|direktif',
      given:
        'verilen|aldığın|aldığınız|bıraktığı|söylenen|emredilen|uyduğun|çalıştığın|bağlayan|yöneten|geliştirici|yaratıcı|yapan|işletmeci|yönetici|programlan',
      above:
        'yukarı|bu mesajdan önce|öncesinde|şimdiye kadar|konuşmanın başı|sohbetin başı|ilk mesaj|buraya kadar|bundan önce',
      whole:
        'kelimesi kelimesine|harfi harfine|aynen|tam$|tamamı|tümü|bütün|tüm$|hepsi|eksiksiz|olduğu gibi|satır satır|hiçbir şeyi atlamadan|değiştirmeden|içerik|içeriği|sırayla',
      material:
        'belge|parça|pasaj|paragraf|kaynak|dosya|bağlam|bilgi tabanı|veritabanı|bellek|hafıza|metin|veri$|verileri',
      held: 'arama|bulunan|getirilen|verdiği|sağlanan|bağlam|eriş|sahip olduğun|gizli|saklanan|elindeki',
      others:
        'başka kullanıcı|başka bir kullanıcı|diğer kullanıcı|başka müşteri|diğer müşteri|önceki müşteri|önceki kullanıcı|benden önce|başka biri|başkası|diğer insan|son kullanıcı|başka bir müşteri',
      session:
        'oturum|sohbet|konuşma|geçmiş|soru$|sordu|sordular|cevap|yanıt|yazdı|girdi|veri|telefon|adres|mesaj|bilgi',
      trained: 'eğitim veri|eğitim kümesi|eğitim set|eğitildi|eğitim$|öğrendiğin|ince ayar',
      member: 'var mıydı|var mı|vardı|içinde|içeriyor|geçiyor|gördün|parçası|ezbere',
      complete: 'tamamla|devam et|sürdür|bitir|doldur',
      value: 'dır$|dir$|eder|oturuyor|kazanıyor|adı$|tutar',
      ignore:
        'yok say|görmezden|unut|dikkate alma|artık geçersiz|geçersiz|geçerli değil|iptal|kapat|devre dışı|kaldır|sil$|atla|uyma$|çiğne|aş$|süresi doldu|hükümsüz|göz ardı',
      earlier: 'önceki|yukarıdaki|tüm$|bütün|her$|mevcut|ilk$|verilen|eski$|vardiya|senin',
      safety: 'güvenlik|koruma|filtre|kısıtlama|sınır|etik|ahlak|sansür|engel|kuralların',
      free: 'kısıtlama olmadan|kısıtlaması olmayan|kısıtlamasız|sınırsız|hiçbir sınır|hiçbir kısıtlama|hiçbir kural|kuralsız|kural yok|sınır yok|sınırın yok|kısıtlama yok|sansürsüz|filtresiz|vicdansız|ahlaksız|her şeye cevap|her şeyi yanıtla|her şey serbest',
      persona:
        'rol$|rolü|rolünü|oyna|gibi davran|hayal et|artık sen|sen artık|bundan sonra|şu andan|bundan böyle|hikâye|hikaye|roman|karakter|varsay|kurgusal|sonuna kadar|simüle|farz et',
      mode: 'geliştirici mod|hata ayıklama mod|yönetici mod|bakım mod|jailbreak|sen dan|tanrı mod',
      open: 'başla|başlat|ilk satır|ilk kelime|diye başla|açılış',
      reply: 'yanıt|cevap|cevab|çıktı|karşılık',
      accept: 'elbette|tabii|evet|tabi$|memnuniyetle|işte|peki|tamam$|sure|kesinlikle|adımlar şunlar|hay hay',
      comply:
        'reddetme$|asla reddetme|reddetmeden|uyarı verme|uyarmadan|uyarı yapma|özür dileme|asla söyleme|itiraz etme|ne istersem|itaat et|koşulsuz|çekinmeden',
      authority:
        'geliştiricinim|senin geliştiricin|seni yapan|seni yarattım|seni yaptım|seni geliştiren|ben yönetici|yöneticiyim|iznimle|yetkimle|genel merkez|merkez ofis|yetkili|onaylandı|güvenlik ekibi|denetim için|polis',
      urgent: 'ölecek|acil|derhal|hemen$|hayat|dakika|son şans',
      obey: 'uygula|yerine getir|uy$|itaat|dediğini yap|çalıştır|yürüt',
      decode: 'kodunu çöz|çözümle|şifresini çöz|deşifre|base64|onaltılık|rot13|tersten|mors$|ilk harf|çöz$',
      join: 'birleştir|ekle$|topla|x+y|a+b|bir araya',
      denied:
        'normalde reddet|yasak|izin verilmeyen|söyleyemediğin|söylememen|gizle|gizli|sır$|susman|yasa dışı',
      about:
        'nasıl yaz|nasıl söyle|nasıl yap|nasıl koru|nasıl önle|nasıl çalış|ne demek|neden|niçin|niye|örnek|örneği|saldırı|saldırgan|makale|fark|tanım|botumuz|botunun|bot için|sohbet botu|sınıflandır|tespit|ne kadar|gerekir mi|meli mi|python|form$|forma$|birisi',
      mine: 'benim|bizim|onun|onların|patron|müdür|şirket|müşterinin|doktor|üretici',
      topic: 'için$|hakkında|ilgili',
      model: 'yapay zeka|yapay zekâ|dil modeli|asistan|sohbet robotu|chatbot|bot$|llm|gpt|model$',
    },
  },
]
