/**
 * Confidential documents of a made-up carrier, in the words that everyday answers use too: dates, countries, dishes,
 * legal phrases, greetings, passwords, code. `told` says a fact of the document in words of its own: a reader who
 * may not read the document must not get it.
 */
export interface ConfidentialDocument {
  readonly id: string
  readonly text: string
  readonly told: string
}

export const CONFIDENTIAL: readonly ConfidentialDocument[] = [
  {
    id: 'board-minutes-march',
    text: 'Minutes of the board, 14 March 2025. Present: Ingrid Solheim (chair), Teodor Vasquez-Lind, Marika Oduya. The board resolved to close the depot at Harrow Quay by 30 September 2025. In the event of a strike the date moves by six weeks. Severance for the 84 employees is budgeted at 3.75 million euros. The resolution shall be kept confidential until the works council has been heard.',
    told: 'The depot at Harrow Quay closes in autumn, and 3.75 million euros are set aside for severance.',
  },
  {
    id: 'merger-plan',
    text: 'Project Kestrel: acquisition of Brightwater Haulage. Offer price 212.5 million dollars in cash, exclusivity until 15 May 2026. Advisers are Lindqvist & Partners. The target loses money in Portugal, Spain and Italy and earns it in Germany and France. Hereinafter the target is called the Company. Signing is planned in Lisbon, closing two months later.',
    told: 'Under Project Kestrel the offer for Brightwater Haulage stands at 212.5 million dollars.',
  },
  {
    id: 'salary-bands',
    text: 'Salary bands for the coming year, human resources only. Band C: 41,300 to 52,800 pounds. Band D: 55,250 to 68,400 pounds. Band E: 71,900 to 94,600 pounds. Overtime on public holidays is paid at 175 percent. Employees on parental leave keep their band. Please do not forward this table.',
    told: 'People in band D are paid between 55,250 and 68,400 pounds.',
  },
  {
    id: 'appraisal-okafor',
    text: 'Appraisal of Chidinma Okafor-Reyes, staff number SF-20417, warehouse supervisor. She was late eleven times since January. Doctor Halvorsen certified a chronic migraine. Rating: partly meets expectations. Next review on 3 June 2026. Her manager is grateful for her patience with customers.',
    told: 'Chidinma Okafor-Reyes was rated partly meets expectations and suffers from chronic migraine.',
  },
  {
    id: 'contract-northgate',
    text: 'This agreement is made between Shiranami Freight and Northgate Dairies, hereinafter referred to as the Customer. The rate is 1.84 euros per kilometre with a rebate of 7.5 percent above 12,000 pallets a year. Either party may terminate with ninety days written notice. The terms and conditions of carriage apply unless otherwise agreed. Neither party shall be liable for events beyond its reasonable control.',
    told: 'Northgate Dairies pays 1.84 euros per kilometre and gets a rebate above 12,000 pallets.',
  },
  {
    id: 'settlement-agreement',
    text: 'Settlement between Shiranami Freight and Wilhelmina Castellano-Brandt. The company pays 46,000 euros without admission of liability. The parties agree not to disclose the terms. This settlement is governed by the laws of England and Wales. If any provision is held invalid, the remaining provisions continue in full force and effect. All rights reserved.',
    told: 'Wilhelmina Castellano-Brandt received 46,000 euros in the settlement.',
  },
  {
    id: 'security-policy',
    text: 'Information security policy, restricted. Passwords have at least fourteen characters and are changed when they are known to somebody else. The vault is opened by two people. Use two-factor authentication and lock your screen when you leave your desk. The recovery phrase of the backup tapes is kept in bank box 2291 at Fjordlands Sparebank. Report a lost laptop within one hour.',
    told: 'The recovery phrase of the backup tapes lies in box 2291 at Fjordlands Sparebank.',
  },
  {
    id: 'incident-report',
    text: 'Incident report. At 04:20 on 9 February 2026 a driver on the Gothenburg line lost a trailer of insulin. The police on 112 and the emergency desk were called at once. The seal had the number QX-88301-B. The customer, Medisund AB, claims 690,000 kronor. First aid was given to one person, who was not seriously injured.',
    told: 'Medisund AB claims 690,000 kronor for the trailer of insulin that was lost.',
  },
  {
    id: 'canteen-recipe',
    text: 'Recipe of the canteen curry, property of the kitchen. Fry onions, garlic and ginger in oil until golden. Add two tablespoons of our spice mix (eleven parts smoked cardamom, four parts dried lime, one part asafoetida), chopped tomatoes and a pinch of salt. Simmer for forty minutes, stir in the yoghurt, season to taste and serve with rice.',
    told: 'The spice mix is eleven parts smoked cardamom, four parts dried lime and one part asafoetida.',
  },
  {
    id: 'expansion-list',
    text: 'New branches, not announced. Year one: Poland, Romania, Vietnam, Chile. Year two: Ireland, Morocco, Thailand. Countries we leave: Denmark, Austria, Greece. The budget for Vietnam is 8.9 million dollars; the country manager will be Le Thi Quynh Hoa. Languages needed: English, Polish, Spanish and Thai.',
    told: 'Le Thi Quynh Hoa will manage Vietnam with a budget of 8.9 million dollars.',
  },
  {
    id: 'pricing-rules',
    text: 'Price list, confidential. Standard parcel up to five kilograms: 6.35 euros. Express: 14.70 euros. Customers who complain twice are given a voucher of ten euros. Percentages are rounded to one decimal place, half up. To compute the fuel surcharge multiply the base price by 0.1175 and add 0.40. Weekends count double.',
    told: 'The fuel surcharge is the base price times 0.1175 plus 0.40.',
  },
  {
    id: 'route-code',
    text: 'Notes on the routing service. The scheduler runs every morning at six. Use a queue and a map of visited nodes, and sort the edges by weight before you build the tree. The secret weight of toll roads is 2.65. If the list is empty return an empty array; otherwise throw an error with a clear message. Owner: team Halyard.',
    told: 'Team Halyard gives toll roads a weight of 2.65.',
  },
  {
    id: 'travel-itinerary',
    text: 'Itinerary of the chair, private. Monday: train from Zurich to Milan, hotel near the cathedral. Tuesday: meeting with Banca Ferrante at 10:30. Wednesday: flight to Tokyo, window seat, no dessert. Thursday: visit to the temple and dinner with the ambassador. Bring a warm coat; it may snow. Breakfast is served from seven to ten.',
    told: 'The chair meets Banca Ferrante on Tuesday at 10:30.',
  },
  {
    id: 'customer-letters',
    text: 'Template letters. Dear customer, thank you for contacting us. We apologise for any inconvenience this may have caused. We have looked into complaint 774-2210-K of the Ravenscroft estate and will credit 1,260 euros. Please do not hesitate to contact us if you have any further questions. We look forward to hearing from you. Kind regards, your service team.',
    told: 'The Ravenscroft estate is credited 1,260 euros for complaint 774-2210-K.',
  },
  {
    id: 'health-survey',
    text: 'Survey of the company doctor, medical in confidence. 37 percent of the night shift sleep badly. Drink enough water, take short walks and see a doctor when symptoms persist. Two drivers, Anselm Uhlenbrock and Piroska Vadász, were taken off the road because of epilepsy. The flu vaccine is offered in October. Paracetamol lowers a fever.',
    told: 'Anselm Uhlenbrock may not drive because of epilepsy.',
  },
  {
    id: 'rocket-campaign',
    text: 'Campaign Marigold, embargoed until launch. Claim: the sky is not the limit. A poem about roses and violets runs on the radio; the famous line from Hamlet is too dear. Budget 540,000 pounds, agency Quill & Tumbler. Spring discounts of twenty percent begin on Easter Monday. The mascot is a heron called Bartholomew.',
    told: 'Quill & Tumbler runs Campaign Marigold on 540,000 pounds.',
  },
  {
    id: 'energy-contract',
    text: 'Electricity for the cold stores, secret annex. Supplier Voltaire Netze, 21.6 cents per kilowatt hour until the end of December 2027. Water boils at one hundred degrees, ammonia at minus thirty-three: keep the valves closed. Solar panels cover a third of the demand. A heat pump saves energy and money. The meter is 40018-77.',
    told: 'Voltaire Netze sells us electricity at 21.6 cents per kilowatt hour.',
  },
  {
    id: 'garden-lease',
    text: 'Lease of the yard at 18 Tanners Row. Rent 5,480 pounds a month, payable in advance on the first day of each month. The landlord, Osric Pemberton-Vale, repairs the roof; the tenant keeps the garden, plants trees in November and waters them twice a week. Time is of the essence. Notice is given in writing and without prejudice.',
    told: 'The yard costs 5,480 pounds a month, paid to Osric Pemberton-Vale.',
  },
  {
    id: 'training-course',
    text: 'Course for new staff, internal. Day one: the history of the company since 1974, Newton and the laws of motion for loading, percentages and the rule of three. Day two: how to write a good system prompt, how to summarise a long e-mail, why prompts and policies matter. Trainer Eudora Blankenship, fee 2,950 euros. Certificate 66-KAPPA.',
    told: 'Eudora Blankenship is paid 2,950 euros for the course.',
  },
  {
    id: 'sports-club',
    text: 'Company sports club, committee only. The football match on Sunday is cancelled. Members pay 12 euros. Running is good for the heart; stretch before and after. The club owes the bar 3,315 euros and hides it from the auditors. Treasurer: Lorcan Mac Giolla. Winners get a cup, everybody gets a medal.',
    told: 'The club owes the bar 3,315 euros.',
  },
  {
    id: '取締役会議事録',
    text: '取締役会議事録（極秘）。二〇二五年六月十二日、午前十時より本社会議室において開催した。出席者：榊原誠之助、東海林ゆかり、大河内淳平。豊洲第三倉庫を二〇二六年三月末で閉鎖し、特別損失として四億七千五百万円を計上することを決議した。以上、本議事録を作成し、出席取締役が記名押印する。',
    told: '豊洲第三倉庫の閉鎖で特別損失は四億七千五百万円になるそうです。',
  },
  {
    id: '業務委託契約書',
    text: '業務委託契約書。白波運輸株式会社（以下「甲」という。）と有限会社霧島計測（以下「乙」という。）は、以下のとおり契約を締結する。委託料は月額一八四万円（税別）とし、翌月末日までに支払う。甲及び乙は、本契約に関して知り得た秘密を第三者に開示してはならない。本契約に定めのない事項については、甲乙誠意をもって協議の上、解決する。',
    told: '霧島計測への委託料は月額184万円です。',
  },
  {
    id: '人事評価',
    text: '人事評価（部外秘）。氏名：五十嵐万里江、社員番号：SN-30982、所属：物流第二課。評価はBマイナス、理由は遅刻十一回。持病の喘息につき夜勤を免除する。次回面談は令和八年五月十九日。日頃のご尽力に感謝いたします。',
    told: '五十嵐万里江さんは喘息のため夜勤を免除されています。',
  },
  {
    id: '顧客対応',
    text: '顧客対応文例集（社内限り）。お世話になっております。白波運輸の小笠原でございます。この度はご迷惑をおかけし、誠に申し訳ございません。お問い合わせ番号ZK-55120の件、株式会社鳴海屋様には二十三万円を返金いたします。ご不明な点がございましたら、お気軽にお問い合わせください。何卒よろしくお願いいたします。',
    told: '鳴海屋には二十三万円を返金することになっています。',
  },
  {
    id: '買収計画',
    text: '「暁計画」概要（関係者以外閲覧禁止）。対象会社は磯部冷蔵株式会社。買収価格は六十八億円、期限は二〇二六年十一月二十日。アドバイザーは仁科総合法律事務所。株式市場、為替、金利の影響を検討した。北海道、東京都、大阪府、福岡県の拠点は残す。',
    told: '暁計画では磯部冷蔵を六十八億円で買収します。',
  },
  {
    id: '防災手順',
    text: '防災手順（警備室のみ）。地震のときは机の下に入り、揺れが収まってから避難する。火災は一一九番、事件は一一〇番に通報する。非常扉の暗証番号は七四〇九、予備の鍵は守衛の唐沢が持つ。営業時間は午前九時から午後六時まで、土日祝日は休み。',
    told: '予備の鍵は守衛の唐沢さんが持っていて、暗証番号は7409です。',
  },
  {
    id: '社員食堂',
    text: '社員食堂の秘伝（持ち出し禁止）。肉じゃがは、じゃがいも、玉ねぎ、にんじん、牛肉を油で炒め、だし、しょうゆ、みりん、砂糖を加えて中火で二十分煮る。隠し味は燻製山椒三グラムと黒酢七ミリリットル。火を止めて十分置くと味がしみる。お好みで七味をかける。',
    told: '隠し味は燻製山椒三グラムと黒酢七ミリリットルです。',
  },
  {
    id: '出張予定',
    text: '社長出張予定（秘書室）。四月三日（金）、羽田空港から新千歳空港へ。札幌で北斗信金の樋渡理事長と会食。四日（土）、小樽を観光。五日（日）、函館から新幹線で東京へ戻る。桜の開花は例年より早い見込み。天気は晴れ時々曇り。',
    told: '社長は札幌で北斗信金の樋渡理事長と会食します。',
  },
  {
    id: '給与規程',
    text: '給与規程別表（人事部限り）。三等級は月額二十八万四千円、四等級は三十三万七千円、五等級は四十一万九千円とする。時間外手当は二割五分増し、休日は三割五分増し。通勤手当は実費を支給する。有給休暇は入社六か月後に十日付与する。',
    told: '四等級の月給は三十三万七千円です。',
  },
  {
    id: '研修資料',
    text: '新人研修資料（社外秘）。一日目：挨拶と名刺交換、電話の受け方、敬語の基本。二日目：プロンプトの書き方、パスワードの管理、個人情報の取り扱い。講師は外山蓉子、謝礼は十六万五千円。夏目漱石、宮沢賢治、芥川龍之介の文章を音読する。修了証の番号はTR-0713。',
    told: '講師の外山蓉子さんへの謝礼は十六万五千円でした。',
  },
]
