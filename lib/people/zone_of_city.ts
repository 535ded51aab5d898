import { withoutIgnored } from "../model/text/text_signs.ts";

/** Names that ICU still gives in their old spelling. */
const NEW_NAMES: Readonly<Record<string, string>> = {
  "Asia/Calcutta": "Asia/Kolkata",
  "Asia/Katmandu": "Asia/Kathmandu",
  "Asia/Rangoon": "Asia/Yangon",
  "Asia/Saigon": "Asia/Ho_Chi_Minh",
  "Europe/Kiev": "Europe/Kyiv",
};

/** Large cities that no zone is named after, by the zone whose clock they go by. */
const CITIES: Readonly<Record<string, readonly string[]>> = {
  "Africa/Casablanca": ["Rabat", "Marrakesh", "Fes"],
  "Africa/Cairo": ["Alexandria", "Giza"],
  "Africa/Dar_es_Salaam": ["Dodoma", "Zanzibar"],
  "Africa/Johannesburg": ["Cape Town", "Durban", "Pretoria"],
  "Africa/Lagos": ["Abuja", "Kano", "Ibadan"],
  "Africa/Nairobi": ["Mombasa"],
  "America/Bogota": ["Medellin", "Cali"],
  "America/Chicago": ["Houston", "Dallas", "Austin", "San Antonio", "New Orleans"],
  "America/Los_Angeles": ["San Francisco", "San Diego", "Seattle", "Portland", "Las Vegas"],
  "America/Mexico_City": ["Guadalajara", "Puebla"],
  "America/New_York": ["Boston", "Washington", "Philadelphia", "Atlanta", "Miami"],
  "America/Sao_Paulo": ["Rio de Janeiro", "Brasilia", "Belo Horizonte", "Curitiba"],
  "America/Toronto": ["Ottawa", "Montreal", "Quebec"],
  "America/Vancouver": ["Victoria"],
  "America/Edmonton": ["Calgary"],
  "America/Denver": ["Salt Lake City", "Albuquerque"],
  "America/Guayaquil": ["Quito"],
  "America/La_Paz": ["Sucre"],
  "Asia/Colombo": ["Sri Jayawardenepura Kotte", "Kandy", "Jaffna"],
  "Asia/Dhaka": ["Chittagong", "Chattogram", "Khulna", "Sylhet"],
  "Asia/Dubai": ["Abu Dhabi", "Sharjah"],
  "Asia/Karachi": ["Lahore", "Islamabad", "Faisalabad", "Rawalpindi", "Peshawar"],
  "Asia/Kolkata": [
    ...["Mumbai", "Bombay", "Delhi", "New Delhi", "Bengaluru", "Bangalore", "Chennai", "Madras"],
    ...["Hyderabad", "Pune", "Ahmedabad", "Jaipur", "Lucknow", "Kanpur", "Nagpur", "Indore"],
    ...[
      "Bhopal",
      "Patna",
      "Calcutta",
      "Surat",
      "Vadodara",
      "Coimbatore",
      "Kochi",
      "Cochin",
      "Madurai",
    ],
    ...["Thiruvananthapuram", "Trivandrum", "Mysuru", "Mysore", "Mangaluru", "Visakhapatnam"],
    ...["Guwahati", "Bhubaneswar", "Chandigarh", "Dehradun", "Ranchi", "Amritsar", "Goa", "Ooty"],
  ],
  "Asia/Ho_Chi_Minh": ["Ho Chi Minh City", "Saigon", "Hanoi", "Da Nang"],
  "Asia/Jakarta": ["Bandung", "Surabaya", "Medan"],
  "Asia/Jerusalem": ["Tel Aviv", "Haifa"],
  "Asia/Kathmandu": ["Pokhara", "Lalitpur"],
  "Asia/Manila": ["Quezon City", "Cebu City", "Davao City"],
  "Asia/Riyadh": ["Jeddah", "Mecca", "Medina"],
  "Asia/Seoul": ["Busan", "Incheon"],
  "Asia/Shanghai": ["Beijing", "Peking", "Guangzhou", "Shenzhen", "Chengdu", "Wuhan", "Tianjin"],
  "Asia/Taipei": ["Kaohsiung", "Taichung"],
  "Asia/Tehran": ["Mashhad", "Isfahan"],
  "Asia/Tokyo": ["Osaka", "Kyoto", "Nagoya"],
  "Asia/Yangon": ["Rangoon", "Mandalay", "Naypyidaw"],
  "Australia/Brisbane": ["Gold Coast"],
  "Australia/Sydney": ["Canberra", "Newcastle"],
  "Europe/Berlin": ["Hamburg", "Munich", "München", "Cologne", "Köln", "Frankfurt", "Stuttgart"],
  "Europe/Brussels": ["Antwerp", "Ghent"],
  "Europe/Amsterdam": ["Rotterdam", "The Hague", "Utrecht"],
  "Europe/Kyiv": ["Kiev", "Kharkiv", "Odesa", "Lviv"],
  "Europe/Moscow": ["Saint Petersburg", "St Petersburg"],
  "Europe/Lisbon": ["Porto"],
  "Europe/Stockholm": ["Gothenburg", "Malmö"],
  "Europe/Istanbul": ["Ankara", "Izmir"],
  "Europe/London": ["Birmingham", "Manchester", "Edinburgh", "Glasgow", "Cardiff", "Leeds"],
  "Europe/Madrid": ["Barcelona", "Valencia", "Seville"],
  "Europe/Paris": ["Lyon", "Marseille", "Toulouse"],
  "Europe/Rome": ["Milan", "Naples", "Turin"],
  "Europe/Warsaw": ["Krakow", "Lodz", "Gdansk"],
  "Pacific/Auckland": ["Wellington", "Christchurch"],
  "Pacific/Honolulu": ["Hawaii"],
  "Europe/Zurich": ["Geneva", "Bern", "Basel"],
};

/** Every time zone by its IANA name, in order, with cities beside the one in its name. */
export function timeZones(): { zone: string; cities: readonly string[] }[] {
  const names = Intl.supportedValuesOf("timeZone").map((name) => NEW_NAMES[name] ?? name);
  return [...new Set([...names, "UTC"])].sort().map((zone) => ({
    zone,
    cities: CITIES[zone] ?? [],
  }));
}

/** The zone of each city, made when first asked. */
let byCity: Map<string, string> | null = null;

/**
 * The zone that somebody means who typed a city: "kolkata", "New York", "Mumbai", "Munich".
 *
 * @returns What was typed where no city has this name, or several.
 */
export function zoneOfCity(typed: string): string {
  byCity ??= zonesByCity();
  return byCity.get(plain(typed)) || typed;
}

function zonesByCity(): Map<string, string> {
  const found = new Map<string, string>();
  for (const { zone, cities } of timeZones()) {
    // `America/Argentina/Buenos_Aires` is named after its last part.
    const own = zone.split("/").at(-1)!.replaceAll("_", " ");
    for (const name of new Set([zone, own, ...cities].map(plain))) {
      // Empty: there are several of this name, and nobody guesses.
      found.set(name, found.has(name) && found.get(name) !== zone ? "" : zone);
    }
  }
  return found;
}

function plain(name: string): string {
  return withoutIgnored(name).normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()
    .replaceAll(/[\s_]+/g, " ").replace(/[,.].*$/, "").trim();
}
