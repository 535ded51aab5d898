/**
 * The order of letters in lists, as CLDR has it: made by `tools/make_letters.ts`. What is sorted by it is stored, so that
 * another order needs a migration that writes the keys anew.
 * @module
 */

/**
 * Blanks and signs, which come before figures. One after `=` counts as the one before it, here and below; one after `≈`
 * does where there is another difference.
 */
export const SIGNS =
  " _-\u2010\u2012\u2013\u2014\u2015\u2053,;\u204f:!¡?¿\u203d.·\u2055\u2056\u2058\u2059\u205a\u205b\u205c\u205d\u205e'≈\u2018≈\u2019≈\u201a≈\u201b\u2039\u203a\"≈\u201c≈\u201d≈\u201e≈\u201f«»()[]{}\u2045\u2046\u2016" +
  "§¶\u204b@*\u204e\u2051/\\&\u204a#%\u2030\u2031\u2020\u2021\u2022\u2023\u2027\u2043\u204c\u204d\u2032\u2035\u2038\u203b\u203f\u2054\u2040\u2050\u2041\u2042`^ʹʺ°©®+±<>¬|¦~\u2052\u2044¤¢$£¥₠₡₢₣₤" +
  "₥₦₩₪₫€₭₮₯₰₱₲₳₴₵₶₷₸₹₺₻₼₽₾₿";

/** Letters, small ones alone, without those that are made of these and {@linkcode MARKS}. */
export const LETTERS = "ॱabƀƃcȼƈdƌȡẟeɇǝfƒgǥƣhƕiıjȷɉkƙlƚȴƛmnƞȵŋoȣpƥqɋĸrɍsȿẜẝƪtŧƫƭȶuvỽ" +
  "wxyɏƴỿȝzƶȥɀƹƺþƿƻƨƽƅɂǀǁǂǃαβγδεϝͷϛζͱηθιϳκϗλμνξοπϻϟϙρϼς=σͼͻͽτυφ" +
  "χψωϡͳϸϣϥϧϩϫϭϯаәӕбвгғӻҕӷдԁђԃҙеєжԫҗзԅԑѕӡԇиҋійјкқӄҡҟҝԟԛлӆԯԓԡљԉԕ" +
  "мӎнԩӊңӈԣҥњԋоөпԥҧҁрҏԗсԍҫтԏҭћуүұѹфхӽӿҳһԧѡѿѽѻцҵчԭҷӌҹҽҿџшщъыьҍѣэ" +
  "юяԙѥѧѫѩѭѯѱѳѵҩԝӏაბგდევზჱთიკლმნჲოპჟრსტჳუფქღყშჩცძწჭხჴჯჰჵჶჷჸჹჺჽჾ" +
  "ჿաՠբգդեզէըթժիլխծկհձղճմյֈնշոչպջռսվտրցւփքօֆՙאבגדהוװױזחטיׯײך=כל" +
  "ם=מן=נסעף=פץ=צקרשתء=ٴآأٲٱؤإٳئاٮبٻپڀةتثٹٺټٽٿجڃڄچڿڇحخځڂڅدذڈډڊڋ" +
  "ڌڍڎڏڐۮرزڑڒړڔڕږڗژڙۯسشښڛڜۺصضڝڞۻطظڟعغڠۼفڡڢڣڤڥڦٯقڧڨكکڪګڬڭڮگڰڱڲڳڴ" +
  "ػؼلڵڶڷڸمنںڻڼڽڹهھہۃۿەو=ۥۄۅۆۇۈۉۊۋۏىي=ۦیۍێېۑؽؾؿؠےॐॲऄअआॳॴॵॶॷइईउऊ" +
  "ऋॠऌॡऍऎएऐऑऒओऔकखगॻघङचछजॹॼझञटठॸडॾढणतथदधनपफबॿभमयॺरलळवशषसहऽॽ\u093e\u093a\u093b\u094f\u0956" +
  "\u0957\u093f\u0940\u0941\u0942\u0943\u0944\u0962\u0963\u0945\u0955\u0946\u0947\u094e\u0948\u0949\u094a\u094b\u094c\u094dঀঅআইঈউঊঋৠঌৡএঐওঔকখগঘঙচছজঝঞটঠডঢণতৎথদধনপফবভ" +
  "মযরৰলৱশষসহঽ\u09be\u09bf\u09c0\u09c1\u09c2\u09c3\u09c4\u09e2\u09e3\u09c7\u09c8\u09cb\u09cc\u09cd\u09d7ৼੴੳਉਊਓਅਆਐਔੲਇਈਏਸਹ\u0a51ਕਖਗਘਙਚਛਜਝਞਟਠਡਢਣਤਥ" +
  "ਦਧਨਪਫਬਭਮਯ\u0a75ਰਲਵੜ\u0a3e\u0a3f\u0a40\u0a41\u0a42\u0a47\u0a48\u0a4b\u0a4c\u0a4dૐઅઆઇઈઉઊઋૠઌૡઍએઐઑઓઔકખગઘઙચછજૹઝઞટઠડઢણતથદ" +
  "ધનપફબભમયરલવશષસહળઽ\u0abe\u0abf\u0ac0\u0ac1\u0ac2\u0ac3\u0ac4\u0ae2\u0ae3\u0ac5\u0ac7\u0ac8\u0ac9\u0acb\u0acc\u0acdଅଆଇଈଉଊଋୠଌୡଏଐଓଔକଖଗଘଙଚଛଜଝଞଟଠଡ" +
  "ଢଣତଥଦଧନପଫବଭମଯୟରଲଳଵୱଶଷସହଽ\u0b3e\u0b3f\u0b40\u0b41\u0b42\u0b43\u0b44\u0b62\u0b63\u0b47\u0b48\u0b4b\u0b4c\u0b4d\u0b56\u0b57ௐஅஆஇஈஉஊஎஏஐஒஓஔஃகஙசஞடண" +
  "தநபமயரலவழளறனஜஶஷஸஹ\u0bbe\u0bbf\u0bc0\u0bc1\u0bc2\u0bc6\u0bc7\u0bc8\u0bca\u0bcb\u0bcc\u0bcd\u0bd7అఆఇఈఉఊఋౠఌౡఎఏఐఒఓఔకఖగఘఙచౘఛజౙఝఞటఠ" +
  "డఢణతథదధనౝపఫబభమయరఱలవశషసహళఴౚఽ\u0c3e\u0c3f\u0c40\u0c41\u0c42\u0c43\u0c44\u0c62\u0c63\u0c46\u0c47\u0c48\u0c4a\u0c4b\u0c4c\u0c4d\u0c55\u0c56ಅಆಇಈಉಊಋೠಌೡಎಏಐಒಓ" +
  "ಔಕಖಗಘಙಚಛಜಝಞಟಠಡಢಣತಥದಧನೝಪಫಬಭಮಯರಱಲವಶಷಸಹಳೞಽೱೲಀ\u0cbe\u0cbf\u0cc0\u0cc1\u0cc2\u0cc3\u0cc4\u0ce2\u0ce3\u0cc6\u0cc7\u0cc8\u0cca\u0ccb\u0ccc\u0ccd\u0cd5\u0cd6" +
  "അആഇഈൟഉഊഋൠഌൡഎഏഐഒഓഔകൿഖഗഘങചഛജഝഞടഠഡഢണൺതഥദധനൻഩപഫബഭമൔയൕരൎ=ർലൽവശഷസഹ" +
  "ളൾഴൖറഺഽഄ\u0d3e\u0d3f\u0d40\u0d41\u0d42\u0d43\u0d44\u0d62\u0d63\u0d46\u0d47\u0d48\u0d4a\u0d4b\u0d4c\u0d57\u0d3b=\u0d3c=\u0d4d";

/** Accents and the like, which count where letters are the same. A letter stands for the mark that it alone has. */
export const MARKS =
  "ȸ=ỻ=ȹ=ƾ=ƍ\u0332\u0313=\u0486\u0314=\u0485\u0301=\u0954\u0300=\u0953\u0306\u0302\u030c\u030a\u0342\u0308\u030b\u0303\u0307\u0338\u0327\u0328\u0304\u030d=\u030e=\u0312=\u0315=\u031a=\u033d=\u033e=\u033f=\u0346=\u034a=\u034b=\u034c=\u0350" +
  "=\u0351=\u0352=\u0357=\u035b=\u035d=\u035e=\u0484=\u0487=\u0b55\u0316=\u0317=\u0318=\u0319=\u031c=\u031d=\u031e=\u031f=\u0320=\u0329=\u032a=\u032b=\u032c=\u032f=\u0333=\u033a=\u033b=\u033c=\u0347=\u0348=\u0349=" +
  "\u034d=\u034e=\u0353=\u0354=\u0355=\u0356=\u0359=\u035a=\u035c=\u035f=\u0362\u0336=\u0337\u0335\u0305\u0309\u030f\u0310\u0311\u031b\u0321\u0322\u0323\u0324\u0325\u0326\u032d\u032e\u0330\u0331\u0334\u0339\u0345\u0358\u0360\u0361\u0483\u05b0\u05b1\u05b2\u05b3\u05b4\u05b5\u05b6\u05b7\u05b8=\u05c7\u05b9" +
  "=\u05ba\u05bb\u05c2\u05c1\u05bc\u05bf\u064b\u064c\u064d\u064e\u064f\u0650\u0651=\u0afb\u0652=\u0afa\u0653=\u0afc\u0654\u0655\u065f\u0656\u0657\u0658\u0659\u065a\u065b\u065c\u065d\u065e\u0670\u093c=\u09bc=\u0a3c=\u0abc=\u0afd=\u0afe=\u0aff=\u0b3c=\u0c3c=\u0cbc\u0900=\u0901=\u0981=" +
  "\u0a01=\u0a81=\u0b01=\u0c00=\u0c01=\u0c81=\u0d01\u0902=\u0982=\u0a02=\u0a82=\u0b02=\u0b82=\u0c02=\u0c04=\u0c82=\u0cf3=\u0d00=\u0d02\u0903=\u0983=\u0a03=\u0a83=\u0b03=\u0c03=\u0c83=\u0d03\u09fe\u0a70\u0a71æ=ð=œ=" +
  "ß=ґ";

/** Letters that count as others do where there is another difference, and else as these with the mark that is written. */
export const SPELLED: Readonly<Record<string, string>> = {
  "ß": "sßs",
  "æ": "aæe",
  "ð": "dð",
  "ø": "o\u0338",
  "đ": "d\u0335",
  "ħ": "h\u0335",
  "ł": "l\u0335",
  "œ": "oœe",
  "ƍ": "zƍw",
  "ƾ": "tƾs",
  "ȸ": "dȸb",
  "ȹ": "qȹp",
  "ỻ": "lỻl",
  "ґ": "гґ",
};
