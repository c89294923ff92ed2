/**
 * Words that say what stands beside them, by class. Written for this purpose; keys as `wordKey` makes them.
 * A word is in one class only: the first that names it.
 */
const CLASSES: Readonly<Record<string, string>> = {
  honorific:
    'mr mrs ms miss mx dr prof professor sir madam madame mme mlle herr frau fraulein sr sra srta senor senora ' +
    'don dona doctor judge justice senator president chancellor captain capt colonel col general gen lieutenant lt ' +
    'sergeant sgt major officer detective reverend rev father sister rabbi imam sheikh lord lady dame king queen ' +
    'prince princess duke saint pope dott dra ing mag mevr dhr pan pani hr fr',
  nameCue:
    'name names named called calls nickname alias maiden surname patient customer employee employees client ' +
    'contact attn attention dear hi hello hey signed sincerely regards thanks author editor owner manager director ' +
    'colleague guardian beneficiary cardholder holder user username recipient sender applicant tenant insured ' +
    'payee nombre nom prenom vorname nachname nome naam imie kunde mitarbeiter ceo cto cfo chairman chairwoman ' +
    'starring directed written performed sung cc bcc wrote witness defendant plaintiff',
  relation:
    'brother sister mother father son daughter wife husband partner friend friends uncle aunt cousin nephew niece ' +
    'grandmother grandfather spouse fiance fiancee boss neighbour neighbor boyfriend girlfriend mom dad kid child',
  say:
    'said says say asked asks told tells replied shouted shouts answered explained added argued claimed announced ' +
    'thinks thought believes knows loves likes hates wants died born married lives lived works worked joined met ' +
    'spoke speaks called wrote writes plays played sings sang retired resigned agreed laughed smiled',
  address:
    'address addresses street located lives live living located office offices headquarters based moved move ' +
    'travel travelling traveling trip fly flight visit visiting visited arrive arrived deliver delivered shipped ' +
    'ship taxi restaurant store hotel house building concert venue north south east west side corner near nearby ' +
    'bus airport station conference meet meeting',
  place:
    'city town village country state province county district region capital republic kingdom island islands ' +
    'united northern southern eastern western mount lake river bay port cape san santa saint new old upper lower ' +
    'los las el la le les sankt bad villa monte puerto rio',
  street:
    'street st avenue ave road rd boulevard blvd drive dr lane ln court ct way place pl square sq terrace ter ' +
    'highway hwy parkway pkwy circle cir crescent close gardens grove mews trail loop alley plaza plain streets ' +
    'path ridge view hill station bridge park fort junction field meadow prairie crossing run walk row heights ' +
    'strasse str platz weg gasse allee ring rue via viale piazza corso calle avenida avda paseo plaza carrer ' +
    'camino rua travessa praca ulica ul aleja utca ut ter korut laan straat plein gata gatan vagen vej gade veien ' +
    'gate katu tie polku odos leoforos cesta trg nam namesti bulevar km',
  unit: 'apt apartment suite ste unit flat floor box po pob room rm dpo apo fpo ap ae aa nan building bldg block',
  organization:
    'inc incorporated llc llp ltd limited corp corporation co company gmbh ag kg sa sas sarl spa srl bv nv ab as oy ' +
    'plc group holdings holding partners associates brothers sons industries enterprises systems technologies ' +
    'technology solutions services software labs laboratories media networks bank university college institute ' +
    'hospital clinic foundation agency ministry department council committee association union federation ' +
    'international global capital ventures consulting insurance airlines motors energy pharma pharmaceuticals ' +
    'employer organization organisation firm brand startup school church museum studio studios party team club',
  workplace:
    'at for joined left founded acquired hired by employed employer employers company merger ceo stock shares',
  nationality:
    'american british english scottish welsh irish french german spanish italian portuguese dutch belgian swiss ' +
    'austrian swedish norwegian danish finnish icelandic polish czech slovak slovenian croatian serbian bosnian ' +
    'hungarian romanian bulgarian greek turkish russian ukrainian belarusian estonian latvian lithuanian albanian ' +
    'macedonian montenegrin maltese cypriot georgian armenian azerbaijani kazakh uzbek chinese japanese korean ' +
    'taiwanese vietnamese thai indonesian malaysian filipino singaporean cambodian laotian burmese mongolian indian ' +
    'pakistani bangladeshi nepalese tibetan afghan iranian persian iraqi syrian lebanese israeli palestinian ' +
    'jordanian saudi yemeni emirati kuwaiti qatari egyptian libyan tunisian algerian moroccan sudanese ethiopian ' +
    'eritrean somali kenyan ugandan tanzanian rwandan nigerian ghanaian senegalese ivorian cameroonian congolese ' +
    'angolan zambian zimbabwean mozambican namibian malagasy mexican cuban jamaican haitian dominican guatemalan ' +
    'honduran salvadoran nicaraguan panamanian colombian venezuelan ecuadorian peruvian bolivian chilean ' +
    'argentinian argentine uruguayan paraguayan brazilian canadian australian european african asian arab hispanic ' +
    'latino latina caucasian kurdish basque catalan flemish bavarian scandinavian slavic greenlandic puertorican ' +
    'christian christians muslim muslims jewish jew jews hindu hindus buddhist buddhists sikh sikhs catholic ' +
    'catholics protestant protestants orthodox lutheran baptist methodist mormon atheist republican republicans ' +
    'democrat democrats democratic socialist communist conservative liberal labour tory americans germans italians ' +
    'russians chinese africans europeans asians canadians australians mexicans indians brits',
  job:
    'engineer manager administrator nurse teacher drafter clerk technician accountant driver soldier writer editor ' +
    'doctor surgeon physician dentist lawyer attorney paralegal judge officer analyst developer programmer designer ' +
    'architect scientist researcher chemist physicist biologist economist statistician mathematician professor ' +
    'lecturer instructor trainer coach tutor librarian journalist reporter photographer artist actor actress singer ' +
    'musician dancer director producer cinematographer publicist secretary receptionist assistant cashier salesman ' +
    'saleswoman salesperson agent broker banker auditor consultant specialist coordinator supervisor operator ' +
    'installer mechanic electrician plumber carpenter welder machinist painter mason roofer builder contractor ' +
    'farmer fisher gardener cook chef baker butcher waiter waitress bartender barber hairdresser cosmetologist ' +
    'janitor cleaner guard policeman firefighter pilot sailor captain steward flight packager platemaker technologist ' +
    'therapist psychologist psychiatrist pharmacist veterinarian optometrist worker laborer helper maker setter ' +
    'tender inspector examiner planner buyer dealer vendor translator interpreter surveyor cartographer geologist ' +
    'astronomer superintendent conductor dispatcher estimator appraiser adjuster representative attendant aide',
  month:
    'january february march april may june july august september october november december jan feb mar apr jun jul ' +
    'aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday',
  nameSuffix: 'jr sr ii iii iv vi vii viii ix xi xii md phd esq dds cpa mba rn msc bsc junior senior',
  acronym:
    'asap fyi faqs tba tbd aka eg ie etc ssn iban bic pin atm id ids url api vat faq pdf csv json html http https sql ok tv pc usb gps usd eur gbp mrn dob ' +
    'ip mac sin nhs vin imei cvv cvc pos ai hr pr qa gdpr hipaa pm am est gmt utc cet zip sms dna hiv aids iso isbn',
  particle: 'van der den de da di du del della von zu zum ten ter bin ibn al el la le dos das af av op y e',
}

/** Words that are worth knowing one by one. */
const FUNCTION_WORDS =
  'a an the and or but of in at on from to by with for as is was are were be been has have had he she it they we ' +
  'you i my your his her their our this that these those who whom whose which what where when how why not no do ' +
  'does did will would can could should may might must if than then so into about after before between during ' +
  'near under over please just under also me him us them who there here'

/**
 * Words of grammar of the languages that our lists of names come from, as keys; those that English has too, or that
 * are cues, are left to it. They name nobody, and where they stand other words are not English.
 */
const FOREIGN_WORDS =
  'der dem das ein eine einen einem einer eines und oder aber nicht ist sind waren wird werden wurde wurden haben ' +
  'hatte hatten mit zum zur im beim nach aus auf uber unter vor seit durch gegen ohne als auch noch nur sich sein ' +
  'seine seinen seiner ihr ihre ihren ihrer wie wenn dass weil kann konnen muss soll sehr hier dort diese dieser dieses ' +
  'diesem diesen jede jeder jedes kein keine wir sie ich du es uns ihnen mir dir mich dich wer wo wann warum zwischen ' +
  'wahrend bis vom ins zwei drei viele alle mehr schon dann jedoch sowie etwa rund ' +
  'une des et ou mais est sont etait ont avait dans sur sous avec sans par chez entre vers depuis pendant apres avant ' +
  'que qui dont quand comme ne tres ce cette ces cet sa ses leur leurs mon mes ton notre nos votre vos je tu elle nous ' +
  'vous ils elles aussi aux deux plusieurs ainsi selon ' +
  'una uno unos unas o pero es esta estan eran fue fueron ha han habia con para sobre desde hasta muy este estos ' +
  'estas ese esa su sus nuestro nuestra yo ella ellos ellas nosotros usted ustedes lo tambien dos tres segun cada ' +
  'gli ed sono era erano hanno nel nella nei nelle negli sul sulla tra fra che chi dove piu molto questo questa ' +
  'questi queste suo sua suoi sue noi voi loro anche alla allo agli alle dal dalla dai dalle della dello degli delle dei ' +
  'um uma uns umas nao sao foi foram tem em nos nas com sem ate quem quando onde como muito mais esta estes isto seu ' +
  'seus suas meu minha nosso ele eles elas voce tambem pelo pela ao aos ' +
  'het een niet zijn waren wordt werd werden heeft hebben voor naar uit bij onder tegen tussen sinds ook nog zich haar ' +
  'hun deze dit dat wat waar wij jij ik hij zij maar geen deze ' +
  'och att det som inte med fran ett han hon ikke og er ble fra til jag eller ' +
  'jest nie sie na przez dla oraz jako ale byl byla'

const NAMES = [...Object.keys(CLASSES), 'foreign']
const CUES = new Map<string, number>()
for (const [i, name] of NAMES.entries()) {
  const words = name === 'foreign' ? FOREIGN_WORDS : CLASSES[name]
  for (const word of words?.split(' ') ?? []) if (!CUES.has(word)) CUES.set(word, i + 1)
}
const FUNCTIONS = new Map(FUNCTION_WORDS.split(' ').map((word, i) => [word, NAMES.length + 1 + i]))

/** The cue number of a word's key: its class, for a function word a number of its own, 0 for every other word. */
export function cueOf(key: string): number {
  return FUNCTIONS.get(key) ?? CUES.get(key) ?? 0
}

export function cueNumber(name: string): number {
  return NAMES.indexOf(name) + 1
}

/** For each cue number the bit of its class among `names`, the first the lowest; 0 for all other classes. */
export function maskedCues(names: readonly string[]): readonly number[] {
  return ['', ...NAMES].map((name) => (names.includes(name) ? 1 << names.indexOf(name) : 0))
}

export function isFunctionCue(cue: number): boolean {
  return cue > NAMES.length
}

export function isAcronymCue(cue: number): boolean {
  return cue === ACRONYM
}

/** A word of grammar in another language. */
export function isForeignCue(cue: number): boolean {
  return cue === FOREIGN
}

/** The words of a class, for writing sentences with them. */
export function cueWords(name: string): readonly string[] {
  return CLASSES[name]?.split(' ') ?? []
}

const ACRONYM = cueNumber('acronym')
const FOREIGN = cueNumber('foreign')

const STREET_ENDING =
  /(?:strasse|stra.e|strae|straat|gata|gatan|gade|vej|veien|vegur|vagen|laan|weg|platz|gasse|katu|kuja|tie|utca|utja|allee|plein|brucke|gracht|singel|kade|dijk|stig|stigen|haven|vang)$/

/** *Heiligengeistbrücke*, *Laugarvegur*: the street is in the word. */
export function endsLikeStreet(key: string): boolean {
  return key.length >= 6 && STREET_ENDING.test(key)
}
