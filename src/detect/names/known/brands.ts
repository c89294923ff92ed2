import { MAJOR_ORGANIZATIONS } from './organizations.js'

/** Brands, makers, broadcasters and bodies beside the major ones, as people name them in one word or two. */
const MORE =
  'nokia ericsson motorola philips electrolux bosch braun miele aldi lidl tesco sainsbury asda waitrose carrefour auchan ' +
  'metro rewe edeka zara primark gucci prada chanel hermes rolex omega swatch cartier tiffany levi reebok asics umbro ' +
  'heineken carlsberg guinness budweiser bacardi nescafe kellogg mars wrigley cadbury ferrero lindt haribo lego mattel ' +
  'hasbro xbox playstation kodak polaroid xerox ricoh epson brother logitech garmin fitbit asus acer gigabyte seagate ' +
  'kingston nutanix vmware splunk datadog snowflake databricks palantir twilio okta cloudflare akamai fastly heroku ' +
  'atlassian jira trello asana notion figma canva shopify etsy ebay craigslist groupon yelp tripadvisor expedia booking ' +
  'skyscanner ryanair easyjet emirates qantas delta klm iberia alitalia finnair aeroflot vueling eurostar amtrak ' +
  'greyhound hertz avis sixt europcar maersk evergreen wework regus marriott hilton hyatt sheraton kfc nandos wendys ' +
  'subway dominos chipotle dunkin unicredit santander bbva ing rabobank nordea danske natwest revolut monzo wise ' +
  'klarna swift nasdaq nyse ftse experian equifax transunion moodys nielsen ipsos gallup yougov netscape skype telegram ' +
  'reddit quora tumblr pinterest snapchat twitch discord vimeo hulu hbo espn fox nbc cbs abc pbs npr msnbc bskyb itv ' +
  'afp ap upi xinhua tass pixar dreamworks lucasfilm paramount universal interpol europol unhcr ilo opec asean nafta ' +
  'brexit ukip gop tsa fcc ftc nsf noaa usgs osha atf dea ice cbp hud doj dot fda gao nist darpa cern esa jaxa isro ' +
  'mossad kgb mi5 mi6 oxfam unicef caritas rotary peta wwf aclu naacp nra unison ucla nyu usc ucl lse eth caltech ' +
  'sorbonne genentech biogen amgen gilead medtronic stryker bechtel halliburton schlumberger aramco gazprom lukoil ' +
  'petrobras equinor repsol eni enel iberdrola vattenfall thyssenkrupp continental skoda fiat ferrari lamborghini ' +
  'maserati bentley jaguar rover volvo saab scania hyundai kia daewoo tata infosys wipro reliance mahindra bajaj'

/** Brands that are words or names first (`Orange`, `Ford`): without more around them they mean those. */
const AMBIGUOUS: ReadonlySet<string> = new Set(
  'who line arm ana total target square visa shell sharp apple meta slack zoom stripe recruit guardian economist un ups total oxford cambridge princeton yale harvard stanford ford bp arm ups un iso mars delta metro brother dot ice ing ap subway booking omega wise swift discord hud continental jaguar rover braun evergreen epa'.split(
    ' ',
  ),
)

/** Keys as `wordKey` makes them; several words with one space between them are an entry too. */
export const KNOWN_ORGANIZATIONS: readonly string[] = [...MAJOR_ORGANIZATIONS, ...MORE.split(' ')].filter(
  (name) => !AMBIGUOUS.has(name),
)
