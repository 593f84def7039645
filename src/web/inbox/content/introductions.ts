import { BEGINS, ENDS, NEUTRAL, oneOf, type Replacing, WORD } from './neutral.ts'

/** Words with which no name goes on: the sentence does. */
const ON = `${oneOf(`e ed o ma che non sono ho ha abbiamo vivo abito sto cerco vorrei voglio devo posso vengo lavoro arrivo scrivo chiedo in a al da dal con per il lo la un una mio mia questo
  i i['’]m im am and from the have need want live my is on in at not but please can do
  y soy tengo quiero necesito busco estoy mi de el en por et je j['’]ai suis ai j['’]habite mon ma le en de du pas
  sbagliato sbagliata scritto scritta errato errata diverso cambiato wrong misspelled spelled written incorrect different changed mal incorrecto equivocado está escrito faux écrit erroné
  come sempre qui così ancora`)}${ENDS}`
const NAME = `(?!${ON})${WORD}${ENDS}`
const CALLED = oneOf("mi\\s+chiamo il\\s+mio\\s+nome\\s+(?:è|e['’]) my\\s+name\\s+is my\\s+name['’]s me\\s+llamo mi\\s+nombre\\s+es je\\s+m['’]appelle mon\\s+nom\\s+est")

/** After «sono» nearly everything may follow: only who has a name of this list, or a Chinese one in Latin letters, says who she is. */
const IAM = oneOf("sono io\\s+sono i\\s+am i['’]m soy je\\s+suis")
const GIVEN = oneOf(`mario maria anna giulia giuseppe giovanni luca marco paolo francesco francesca laura elena sara andrea antonio
  mohamed mohammed muhammad mohammad ahmed ahmad ali hassan hussein ibrahim youssef yusuf omar karim khalid mustafa abdul abdullah fatima aisha khadija amina zahra mariam
  jose juan carlos luis jorge ana carmen rosa lucia jean pierre michel marie fatou mamadou moussa ousmane aminata john david michael mary grace blessing joy singh kaur kumar
  ion andrei elena ionela arben artan olena oksana svetlana natalia xiaoming`)
/** Without those that are words elsewhere: he, an, du, lei, she. */
const SURNAME = oneOf('wang li zhang liu chen yang zhao huang zhou wu xu sun hu zhu gao lin guo ma luo liang song zheng xie han tang feng yu dong xiao cheng cao yuan deng shen zeng peng lü lv lu su jiang cai jia ding wei xue ye yan pan dai zhong tan xia qiu fang shi xiong bai meng qin jin')
const SYLLABLE = '(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ang|eng|ian|iao|ing|ong|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|üe|a|e|i|o|u|ü))'
const NO_GIVEN = oneOf('a ai da dai di do e fa ha hai i in la le lei lo ma mai me mi ne nei no o se sei si su sua suo te ti tu un va')
const PINYIN = `${SURNAME}\\s+(?!${NO_GIVEN}${ENDS})${SYLLABLE}{1,3}(?:\\s+(?!${NO_GIVEN}${ENDS})${SYLLABLE})?${ENDS}`

const HAN = '\\p{Script=Han}'
/** What comes after a Chinese name, where nothing stands between words. */
const AFTER = '(?=$|[^\\p{L}]|[我你他她的想要来在有是从今和也叫，住做不刚需请问])'
const CALLED_ZH = '我叫|我的名字叫|我的名字是|我姓'
const NO_NAME_ZH = '小王|了|他|她|它|你|您|人|别|车|救|警|外|什|不|错|过|出租'
const SURNAME_ZH = '(?:欧阳|司马|上官|诸葛|[王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文])'
/** Trades, places and the like that begin as a surname does. */
const NO_SURNAME_ZH = '高中|高龄|高级|高管|高三|白领|白人|江苏|江西|江浙|马来|马上|黄种|文员|文盲|钟点|常住|常客|石油|金融|程序|任何|方便|万一|余姚|何时|易|于是|田里|毛里|康复|夏天|孔子|武汉|龙泉|杨浦|徐州|陆军|白天|罗马|韩国|秦皇|金华|杜绝|段|顾客|史|常常|汤|林业'

const typed = (name: string) => (_all: string, said: string, space: string): string => `${said}${space}${name}`

/** A name after the words that announce one, in any case of letters. */
export const INTRODUCTIONS: readonly Replacing[] = [
  [new RegExp(`${BEGINS}(${CALLED})(\\s*:?\\s+)(?!${NEUTRAL.name}${ENDS})${NAME}(?:\\s+${NAME}){0,2}`, 'giu'), typed(NEUTRAL.name)],
  [new RegExp(`${BEGINS}(${IAM})(\\s+)(?:${GIVEN}${ENDS}(?:\\s+${NAME})?|${PINYIN})`, 'giu'), typed(NEUTRAL.name)],
  [new RegExp(`(${CALLED_ZH})(\\s*)(?:(?!${NO_NAME_ZH})(?:${HAN}{1,3}?${AFTER}|${HAN}{2,3})(?:[，,\\s]*名?叫${HAN}{1,3}?${AFTER})?|[A-Za-z]{2,}(?:\\s+[A-Za-z]{2,})?)`, 'gu'), typed(NEUTRAL.zh)],
  [new RegExp(`(我是)(\\s*)(?:(?!${NO_SURNAME_ZH})(?!${HAN}{1,3}人)${SURNAME_ZH}(?:${HAN}{1,2}?${AFTER}|${HAN}{2})|${PINYIN})`, 'giu'), typed(NEUTRAL.zh)],
  [/(?<!\p{L})([اإأ]سمي)(\s+(?:هو\s+)?)(?!أحمد(?!\p{L}))(?!(?:خطأ|مكتوب|غير|ليس|في|على)(?!\p{L}))[\p{L}\p{M}]+(?:\s+(?!(?:و[\p{L}\p{M}]{2,}|من|في|على|إلى|عمري|عندي|أنا|انا|أريد|اريد|أبحث|أعيش|أسكن|ساكن|جئت|أعمل|لدي|هل|كيف)(?!\p{L}))[\p{L}\p{M}]+){0,2}/gu, typed(NEUTRAL.ar)],
  [/(?<!\p{L})([أا]نا)(\s+)(?:محمد|علي|حسن|حسين|يوسف|عمر|خالد|إبراهيم|ابراهيم|مصطفى|كريم|عبد\s?[\p{L}]+|فاطمة|عائشة|خديجة|أمينة|مريم|زينب)(?!\p{L})/gu, typed(NEUTRAL.ar)],
]
