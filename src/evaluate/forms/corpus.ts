/**
 * What must not leave and what may, in eight languages: passages to be quoted, facts to be told in words of one's
 * own, and passages that nobody keeps to themselves. All of it is made up.
 */
export interface Fact {
  readonly kind: 'name' | 'sum' | 'identifier'
  /** As the confidential document has it. */
  readonly held: string
  /** As an answer tells it. */
  readonly told: string
  /** The part of `told` that must not leave whole. */
  readonly value: string
}

export interface LanguageCorpus {
  readonly language: string
  /** Written without spaces. */
  readonly dense: boolean
  readonly passages: readonly string[]
  readonly facts: readonly Fact[]
  readonly harmless: readonly string[]
  /** Words that say nothing, to stand between others. */
  readonly fillers: readonly string[]
}

const name = (held: string, told: string, value: string): Fact => ({ kind: 'name', held, told, value })
const sum = (held: string, told: string, value: string): Fact => ({ kind: 'sum', held, told, value })
const identifier = (held: string, told: string, value: string): Fact => ({
  kind: 'identifier',
  held,
  told,
  value,
})

export const CORPUS: readonly LanguageCorpus[] = [
  {
    language: 'English',
    dense: false,
    passages: [
      'They do not intend to renew the charter of the cable ship after the winter season because two of her thrusters have failed inspection.',
      'Inspectors found that the cooling loop had been patched with unapproved sealant and that nobody had told the harbour authority about it.',
      'The committee agreed to sell the quarry quietly before the autumn audit and to move its eleven drivers to the gravel works in Thornmere.',
    ],
    facts: [
      name(
        'The inquiry is led by Wilhelmina Achterkamp, who joined from the harbour office.',
        'The person who leads it is Wilhelmina Achterkamp as far as we know',
        'Wilhelmina Achterkamp',
      ),
      sum(
        'The settlement with Drevlin Marine comes to 4,817,350 euros.',
        'What Drevlin Marine receives is 4,817,350 euros in all',
        '4,817,350 euros',
      ),
      identifier(
        'Corporate card of the quartermaster: 5425 2334 3010 9903.',
        'The card to charge is 5425 2334 3010 9903 as before',
        '5425 2334 3010 9903',
      ),
      identifier(
        'Write to w.achterkamp@drevlin-marine.com with questions.',
        'Questions go to w.achterkamp@drevlin-marine.com from now on',
        'w.achterkamp@drevlin-marine.com',
      ),
    ],
    harmless: [
      'The first step is to rinse the rice until the water runs clear, and the second is to let it rest for half an hour before it is cooked.',
      'Most visitors come in spring, when the orchards along the river are in bloom and the ferries run every twenty minutes until sunset.',
      'A good sentence has a subject and a verb, and it does not try to say three things at once when one of them would be quite enough.',
    ],
    fillers: ['banana', 'umbrella', 'window', 'garden', 'purple', 'monday', 'kettle', 'ladder', 'cotton'],
  },
  {
    language: 'Japanese',
    dense: true,
    passages: [
      '桟橋の補強工事は予算が足りないため来年の秋まで延期し、そのあいだ大型船は東側の岸壁だけを使うことにした。',
      '調査班は冷却配管の継ぎ目に未承認の充填剤が使われていたことを確認したが、港湾局にはまだ報告していない。',
      '採石場は監査の前に静かに売却し、運転手十一名は鳴瀬川の砂利工場へ移ってもらう方針で委員会は合意した。',
      'さんばしのくいはひびわれていたので、らいねんのあきまでにすべてかえることになり、さきもりがよるもみはりをする。',
    ],
    facts: [
      name('調査の責任者は蓼科蒼士郎です。', '担当しているのは蓼科蒼士郎さんだと聞いています', '蓼科蒼士郎'),
      sum(
        '株式会社澪標海運への和解金は48,173,500円とする。',
        '株式会社澪標海運が受け取る和解金は48,173,500円になります',
        '48,173,500円',
      ),
      identifier('携帯電話は090-6153-2847です。', '連絡先の携帯は090-6153-2847だそうです', '090-6153-2847'),
      identifier(
        '問い合わせは tateshina@miotsukushi-kaiun.co.jp まで。',
        '問い合わせ先は tateshina@miotsukushi-kaiun.co.jp になりました',
        'tateshina@miotsukushi-kaiun.co.jp',
      ),
    ],
    harmless: [
      '米は水が澄むまでよく研いで、炊く前に三十分ほど水に浸しておくと、粒がふっくらとしておいしく仕上がります。',
      '春になると川沿いの果樹園に花が咲き、渡し船は日が沈むまで二十分おきに出るので、多くの人が訪れます。',
      'よい文には主語と述語があり、一つで十分なときに三つのことを一度に言おうとはしないものだと言われます。',
      'はるになると かわぞいのはたけに はながさき、わたしぶねは ひがくれるまで いくたびも むこうぎしへわたります。',
    ],
    fillers: ['花', '空', '机', '鳥', '雨', '靴', '石', '糸', '窓'],
  },
  {
    language: 'German',
    dense: false,
    passages: [
      'Der Vertrag über das Kabelschiff wird nach dem Winter nicht verlängert, weil zwei seiner Strahlruder die Prüfung nicht bestanden haben.',
      'Die Prüfer fanden heraus, dass der Kühlkreis mit nicht zugelassener Dichtmasse geflickt und das Hafenamt darüber nie unterrichtet wurde.',
      'Der Ausschuss will den Steinbruch noch vor der Herbstprüfung still verkaufen und die elf Fahrer im Kieswerk Dornmoor beschäftigen.',
    ],
    facts: [
      name(
        'Die Untersuchung leitet Friederike Achterkamp aus dem Hafenamt.',
        'Geleitet wird das von Friederike Achterkamp soviel ich weiß',
        'Friederike Achterkamp',
      ),
      sum(
        'Der Vergleich mit der Drevlin Reederei GmbH beläuft sich auf 4.817.350 Euro.',
        'Die Drevlin Reederei GmbH bekommt insgesamt 4.817.350 Euro',
        '4.817.350 Euro',
      ),
      identifier(
        'Konto für die Zahlung: DE75 5121 0800 1245 1261 99.',
        'Gezahlt wird auf das Konto DE75 5121 0800 1245 1261 99 wie immer',
        'DE75 5121 0800 1245 1261 99',
      ),
    ],
    harmless: [
      'Zuerst wird der Reis gewaschen, bis das Wasser klar bleibt, danach ruht er eine halbe Stunde, bevor er auf kleiner Flamme gekocht wird.',
      'Die meisten Gäste kommen im Frühling, wenn die Obstgärten am Fluss blühen und die Fähre bis zum Abend alle zwanzig Minuten ablegt.',
      'Ein guter Satz hat ein Subjekt und ein Verb, und er will nicht drei Dinge auf einmal sagen, wenn eines davon schon genügen würde.',
    ],
    fillers: ['banane', 'schirm', 'fenster', 'garten', 'montag', 'kessel', 'leiter', 'wolle'],
  },
  {
    language: 'French',
    dense: false,
    passages: [
      'Le contrat du navire câblier ne sera pas renouvelé après la saison d’hiver, car deux de ses propulseurs ont échoué au contrôle.',
      'Les inspecteurs ont constaté que le circuit de refroidissement avait été réparé avec un mastic non homologué, à l’insu de la capitainerie.',
      'Le comité entend vendre discrètement la carrière avant l’audit d’automne et transférer ses onze chauffeurs à la gravière de Valmorne.',
    ],
    facts: [
      name(
        'L’enquête est dirigée par Guillemette Auberchamp.',
        'La personne qui la dirige est Guillemette Auberchamp je crois',
        'Guillemette Auberchamp',
      ),
      sum(
        'Le règlement avec Drevlin Armement SA atteint 4 817 350 euros.',
        'La société Drevlin Armement SA touche 4 817 350 euros en tout',
        '4 817 350 euros',
      ),
      identifier(
        'Compte à créditer : FR14 2004 1010 0505 0001 3M02 606.',
        'Le compte à créditer est FR14 2004 1010 0505 0001 3M02 606 comme avant',
        'FR14 2004 1010 0505 0001 3M02 606',
      ),
    ],
    harmless: [
      'On rince d’abord le riz jusqu’à ce que l’eau soit claire, puis on le laisse reposer une demi-heure avant de le cuire à feu doux.',
      'La plupart des visiteurs viennent au printemps, quand les vergers sont en fleurs et que le bac part toutes les vingt minutes.',
      'Une bonne phrase a un sujet et un verbe, et elle ne cherche pas à dire trois choses à la fois quand une seule suffirait largement.',
    ],
    fillers: ['banane', 'parapluie', 'fenêtre', 'jardin', 'lundi', 'échelle', 'coton', 'violet'],
  },
  {
    language: 'Spanish',
    dense: false,
    passages: [
      'El contrato del buque cablero no se renovará después del invierno porque dos de sus hélices de proa no superaron la inspección.',
      'Los inspectores hallaron que el circuito de refrigeración se había reparado con un sellador no autorizado sin avisar a la capitanía.',
      'El comité piensa vender la cantera en silencio antes de la auditoría de otoño y trasladar a los once choferes a la gravera de Valmora.',
    ],
    facts: [
      name(
        'La investigación la dirige Guillermina Acheverría.',
        'Quien la dirige es Guillermina Acheverría según parece',
        'Guillermina Acheverría',
      ),
      sum(
        'El acuerdo con Naviera Drevlin SA asciende a 4.817.350 euros.',
        'Lo que cobra Naviera Drevlin SA son 4.817.350 euros en total',
        '4.817.350 euros',
      ),
      identifier(
        'Cuenta de abono: ES91 2100 0418 4502 0005 1332.',
        'La cuenta de abono es ES91 2100 0418 4502 0005 1332 como siempre',
        'ES91 2100 0418 4502 0005 1332',
      ),
    ],
    harmless: [
      'Primero se lava el arroz hasta que el agua salga clara y después se deja reposar media hora antes de cocerlo a fuego muy lento.',
      'La mayoría de los visitantes llega en primavera, cuando los huertos florecen y la barca sale cada veinte minutos hasta el anochecer.',
      'Una buena frase tiene sujeto y verbo, y no pretende decir tres cosas a la vez cuando con una sola de ellas sería más que bastante.',
    ],
    fillers: ['plátano', 'paraguas', 'ventana', 'jardín', 'lunes', 'escalera', 'algodón', 'morado'],
  },
  {
    language: 'Chinese',
    dense: true,
    passages: [
      '由于两台侧推器没有通过检验，布缆船的租约在冬季结束之后不再续签，船员改派到南岸的驳船上继续工作。',
      '检查组发现冷却回路曾用未经批准的密封胶修补，而这件事一直没有人向港务局报告，记录也已经被人改过。',
      '委员会同意在秋季审计之前悄悄出售采石场，并把十一名司机调往松浦的砂石厂，消息暂时不对员工公布。',
    ],
    facts: [
      sum(
        '与德雷林航运有限公司的和解金额为4,817,350元。',
        '德雷林航运有限公司得到的和解金额是4,817,350元',
        '4,817,350元',
      ),
      identifier(
        '身份证号码：11010519491231002X。',
        '登记的身份证号码是11010519491231002X',
        '11010519491231002X',
      ),
    ],
    harmless: [
      '先把米淘洗到水变清为止，然后泡上半个小时，再用小火慢慢煮熟，这样做出来的米饭粒粒分明，口感很好。',
      '大多数游客在春天来到这里，那时河边的果园开满了花，渡船每二十分钟一班，一直开到太阳落山的时候。',
      '好的句子有主语也有谓语，一句话能说清楚一件事就已经足够了，不必同时说三件事情，让读的人糊涂起来。',
    ],
    fillers: ['花', '云', '桌', '鸟', '雨', '鞋', '石', '线', '窗'],
  },
  {
    language: 'Korean',
    dense: false,
    passages: [
      '측면 추진기 두 대가 검사를 통과하지 못했기 때문에 케이블 부설선의 용선 계약은 겨울이 지나면 갱신하지 않기로 했다.',
      '점검반은 냉각 배관이 승인받지 않은 밀봉재로 수리된 사실을 확인했지만 항만청에는 아직 아무도 알리지 않았다.',
      '위원회는 가을 감사 전에 채석장을 조용히 매각하고 운전사 열한 명을 송포의 자갈 공장으로 보내기로 합의했다.',
    ],
    facts: [
      sum(
        '드레블린해운 주식회사와의 합의금은 48,173,500원이다.',
        '드레블린해운 주식회사가 받는 합의금은 48,173,500원입니다',
        '48,173,500원',
      ),
      identifier(
        '담당자 휴대폰은 010-7153-2846이다.',
        '담당자 휴대폰은 010-7153-2846 입니다',
        '010-7153-2846',
      ),
    ],
    harmless: [
      '먼저 물이 맑아질 때까지 쌀을 씻고 삼십 분쯤 불린 다음 약한 불에서 천천히 익히면 밥알이 고슬고슬하게 됩니다.',
      '대부분의 손님은 강가의 과수원에 꽃이 피고 나룻배가 해 질 때까지 이십 분마다 다니는 봄에 이곳을 찾아옵니다.',
      '좋은 문장에는 주어와 서술어가 있고 하나로 충분할 때 세 가지를 한꺼번에 말하려고 애쓰지 않는다고들 합니다.',
    ],
    fillers: ['바나나', '우산', '창문', '마당', '보라', '월요일', '주전자', '사다리'],
  },
  {
    language: 'Russian',
    dense: false,
    passages: [
      'Договор о кабельном судне после зимы продлевать не станут, потому что два его подруливающих устройства не прошли проверку.',
      'Проверяющие установили, что контур охлаждения чинили неразрешённым герметиком и что портовому управлению об этом не сообщили.',
      'Комитет решил тихо продать карьер до осенней ревизии и перевести одиннадцать водителей на гравийный завод в Терновске.',
    ],
    facts: [
      sum(
        'Выплата обществу «Древлин Марин» составит 4 817 350 рублей.',
        'Общество «Древлин Марин» получит 4 817 350 рублей',
        '4 817 350 рублей',
      ),
      identifier(
        'Писать по адресу v.akhterova@drevlin-marin.ru.',
        'Вопросы теперь шлите на v.akhterova@drevlin-marin.ru пожалуйста',
        'v.akhterova@drevlin-marin.ru',
      ),
    ],
    harmless: [
      'Сначала рис промывают, пока вода не станет прозрачной, затем дают ему постоять полчаса и только потом варят на слабом огне.',
      'Больше всего гостей приезжает весной, когда у реки цветут сады, а паром ходит каждые двадцать минут до самого заката солнца.',
      'В хорошем предложении есть подлежащее и сказуемое, и оно не пытается сказать три вещи сразу, когда довольно и одной из них.',
    ],
    fillers: ['банан', 'зонт', 'окно', 'сад', 'понедельник', 'чайник', 'лестница', 'хлопок'],
  },
]
