/**
 * Words before a value that say whose or what it is, where it is nobody's: by language, as they are written in front of
 * numbers and addresses. What is joined by `|` is tried in one expression.
 */

const list = (...words: readonly string[]): string => words.map((word) => word.replaceAll(' ', '|')).join('|')

/** Offices, houses that are open to all, and the numbers that they publish; `_` is a space. */
export const OFFICE = new RegExp(
  [
    `(?<![\\p{L}])(?:${list(
      'library museum gallery ministry embassy consulate parliament congress senate city_hall town_hall court courthouse police',
      'fire_brigade fire_station hospital university post_office tax_office council agency authority bureau helpline hotline',
      'switchboard customer_service visitor_cent(?:re|er) tourist_office zoo theat(?:re|er) cathedral palace white_house archives',
      'headquarters observatory airport railway_station chamber_of_commerce department_of department_for office_of government',
      'musée bibliothèque mairie préfecture ministère ambassade consulat sénat assemblée_nationale tribunal commissariat',
      'gendarmerie pompiers hôpital université gare aéroport théâtre opéra office_de_tourisme impôts numéro_(?:national|vert)',
      'museo biblioteca ayuntamiento ministerio embajada consulado congreso senado juzgado policía bomberos universidad',
      'aeropuerto teatro catedral palacio comune municipio questura ospedale università prefeitura ministério embaixada',
    ).replaceAll('_', ' ')})s?(?![\\p{L}])`,
    // What German puts together ends with it.
    `(?:${list(
      'museum ministerium amt rathaus bundestag bundesrat behörde polizei feuerwehr bibliothek universität hochschule',
      'krankenhaus klinikum gericht botschaft konsulat bahnhof flughafen theater oper verwaltung kammer anstalt archiv',
    )})(?:s|es|en)?(?![\\p{L}])`,
    list(
      '都庁 県庁 府庁 道庁 市役所 区役所 役場 役所 図書館 博物館 美術館 国会 裁判所 警察 消防 病院 大学 空港 郵便局 税務署 保健所',
      '大使館 領事館 センター 窓口 代表電話 代表番号 劇場 水族館 動物園 法務局 公民館 観光案内所 気象台 省庁 本庁舎',
      '博物院 博物馆 图书馆 政府 市政厅 大使馆 领事馆 法院 公安 派出所 医院 大学 车站 机场 邮局 税务局 美术馆 动物园 热线 总机',
      '시청 구청 도청 군청 도서관 박물관 미술관 국회 법원 경찰 소방 병원 대학교 공항 우체국 세무서 보건소 대사관 영사관 센터',
      '음악당 대표_?전화 민원 동물원',
    ).replaceAll('_', ' '),
    `(?<![\\p{L}])(?:${list(
      'музе библиотек министерств администраци посольств консульств полици больниц университет вокзал аэропорт театр налогов',
      'мэри управ справочн горяч',
    )})`,
  ].join('|'),
  'iu',
)

/** What is somebody's own, whatever office the sentence names. */
export const PERSONAL = new RegExp(
  `(?<![\\p{L}])(?:${list(
    'mr mrs ms miss dr my his her home private personal mobile cell patient employee',
    'herr herrn frau privat handy mitarbeiter patientin monsieur madame mme portable domicile señor señora móvil domicilio',
    'господин госпож моб личн домашн',
  )})(?![\\p{L}])|${list('携帯 自宅 個人 患者 さん 氏 様 手机 私人 先生 女士 휴대 자택 개인 씨')}`,
  'iu',
)

/** A line of a commit, or of a manifest, that says who made it. */
export const COMMIT_LINE = new RegExp(
  `(?:^|[\\n])[ \\t>+"'*-]{0,8}(?:${list(
    'author committer commit signed-off-by co-authored-by co-developed-by reviewed-by acked-by tested-by reported-by',
    'suggested-by helped-by authors maintainer maintainers contributors autor autorin autora auteur auteure autore автор',
    'коммитер 作者 提交者 作成者 著者 作成 작성자 커밋한_사람',
  ).replaceAll('_', ' ')})["']? ?[:：] ?[\\[{"' ]{0,4}[^<\\n]{0,80}<?$`,
  'iu',
)

const NUMBER =
  '(?:[ -]?(?:no|nr|num|number|nummer|numéro|número|n°|nº|id|code|ref|番号|コード|号|号码|编号|번호|номер))?'
const OF = '[ .:：#＃№º°]{0,3}(?:(?:is|was|lautet|ist|est|es|は|是|为|：) ?)?["\'`«“「(]?$'

/** What has a number that is no person's: goods, orders, papers, books. */
export const NO_NUMBER_BEFORE = new RegExp(
  `(?:(?<![\\p{L}])(?:${list(
    'contract order invoice ticket tracking parcel shipment part article model serial item sku isbn issn ean upc gtin jan barcode case',
    'receipt booking reservation reference lot batch build release revision patent standard',
    'rechnung auftrag bestellung bestell artikel lieferschein sendung sendungs beleg vorgang aktenzeichen seriennummer modell',
    'facture commande colis article référence dossier réservation factura pedido envío artículo referencia expediente fattura',
    'ordine fatura encomenda заказ заказа счёт счета накладная накладной артикул посылка посылки',
  )})|${list(
    '注文 契約 証券 部品 図面 請求書 伝票 商品 製品 型番 品番 追跡 受付 予約 問い合わせ JAN バーコード 製造 管理 订单 发票 快递 商品条码 货号 型号',
    '条码 书号 运单 주문 송장 상품 운송장 제품 모델 바코드',
  )})(?:s|[- ]?)?${NUMBER}${OF}`,
  'iu',
)

/** Of a drawing: what its lines go through is coordinates. */
export const DRAWING_BEFORE = /(?<![A-Za-z])(?:d|points|viewBox|transform|values)=["'][^"'<>]{0,150}$/

/** What has versions of four parts, like addresses. */
export const NO_ADDRESS_BEFORE = new RegExp(
  `(?:(?<![\\p{L}])(?:${list(
    'kernel firmware build bios driver drivers linux windows chrome firefox client server package plugin version versions v',
    'release update treiber paket noyau pilote mise_à_jour núcleo controlador paquete ядро ядра драйвер прошивка версия версии',
  ).replaceAll(
    '_',
    ' ',
  )})|${list('バージョン カーネル ファームウェア ドライバー 版本 内核 固件 驱动 버전 커널 펌웨어')})` +
    // The number itself, or one that the same sentence compares it with.
    `[ .:：#v]{0,3}(?:[0-9]{1,5}(?:\\.[0-9]{1,5}){1,3}[^\\n.!?。]{0,60})?$`,
  'iu',
)
