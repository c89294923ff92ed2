/**
 * Organizations that everyone knows: naming one tells nobody anything. Written down here, lower case without
 * accents; companies by market value and household use, agencies, universities, news media, associations.
 */
export const MAJOR_ORGANIZATIONS: readonly string[] = (
  'google|alphabet|microsoft|apple|amazon|amazon web services|aws|meta|facebook|instagram|whatsapp|netflix|tesla|nvidia|intel|amd|ibm|red hat|' +
  'oracle|sap|salesforce|adobe|cisco|dell|hp|hewlett packard|qualcomm|broadcom|texas instruments|arm|samsung|lg|sk hynix|sony|panasonic|hitachi|toshiba|fujitsu|nec|' +
  'canon|nikon|sharp|kyocera|murata|keyence|fanuc|nintendo|sega|bandai namco|toyota|honda|nissan|mazda|subaru|suzuki|mitsubishi|mitsui|sumitomo|' +
  'marubeni|itochu|softbank|ntt|ntt docomo|kddi|rakuten|yahoo|line|mercari|dentsu|hakuhodo|recruit|uniqlo|fast retailing|muji|seven eleven|aeon|lawson|familymart|' +
  'mizuho|mufg|smbc|nomura|daiwa|japan post|japan airlines|ana|volkswagen|bmw|mercedes|mercedes benz|daimler|audi|porsche|siemens|bosch|basf|bayer|allianz|deutsche bank|' +
  'deutsche telekom|adidas|puma|lufthansa|airbus|boeing|lockheed martin|northrop grumman|raytheon|general electric|general motors|ford|chrysler|stellantis|renault|peugeot|' +
  'citroen|michelin|total|totalenergies|bnp paribas|societe generale|axa|loreal|lvmh|danone|nestle|novartis|roche|ubs|credit suisse|abb|unilever|shell|bp|hsbc|barclays|' +
  'lloyds|vodafone|bt|rolls royce|gsk|glaxosmithkline|astrazeneca|pfizer|moderna|merck|johnson johnson|abbott|eli lilly|novo nordisk|sanofi|takeda|astellas|' +
  'jpmorgan|jpmorgan chase|jp morgan|goldman sachs|morgan stanley|bank of america|citigroup|citibank|wells fargo|blackrock|vanguard|fidelity|charles schwab|american express|visa|' +
  'mastercard|paypal|stripe|square|berkshire hathaway|walmart|target|costco|kroger|home depot|ikea|starbucks|mcdonalds|coca cola|pepsi|pepsico|procter gamble|nike|disney|' +
  'warner bros|comcast|att|verizon|t mobile|exxon|exxonmobil|chevron|fedex|ups|dhl|uber|lyft|airbnb|spotify|twitter|tiktok|bytedance|tencent|alibaba|baidu|huawei|xiaomi|' +
  'lenovo|byd|tsmc|foxconn|linkedin|github|gitlab|slack|zoom|dropbox|openai|anthropic|deepmind|hugging face|wikipedia|wikimedia|mozilla|apache|linux foundation|w3c|ietf|iso|ieee|' +
  'deloitte|pwc|kpmg|ernst young|mckinsey|accenture|gartner|reuters|bloomberg|associated press|bbc|cnn|nhk|new york times|washington post|wall street journal|financial times|guardian|economist|' +
  'united nations|un|unesco|unicef|who|world health organization|world bank|imf|international monetary fund|wto|oecd|nato|eu|european union|european commission|ecb|european central bank|' +
  'federal reserve|nasa|fbi|cia|nsa|irs|sec|fda|epa|cdc|nih|usda|fema|dhs|dod|congress|senate|white house|supreme court|house of representatives|parliament|nhs|red cross|amnesty international|greenpeace|' +
  'harvard|harvard university|stanford|stanford university|mit|yale|princeton|oxford|cambridge|university of oxford|university of cambridge|university of tokyo|kyoto university|nba|nfl|mlb|nhl|fifa|uefa|ioc|olympics'
).split('|')
