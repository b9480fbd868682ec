import type { Phrase, Wording } from './phrase.ts'

/** What a model is asked to do. */
const TASK =
	'(?:分析|总结|概括|归纳|翻译|解释|说明|介绍|描述|写|撰写|编写|起草|列出|列举|检查|审查|评估|评价|比较|对比|计算|整理|提取|生成|创建|设计|制定|修改|润色|改写|优化|改进|回答|判断|分类|推荐|提供|给出|查找|搜索|排序|转换|看|读|阅读|想|完成|实现|调试|找出|识别|验证|补充|扩写|缩写|校对|讲解|梳理|规划)'

/** Nouns of action that are verbs themselves. */
const ACTION =
	'(?:分析|总结|概括|归纳|翻译|解释|说明|描述|检查|审查|评估|评价|比较|对比|整理|修改|润色|改写|优化|改进|分类|排序|验证|校对|梳理|讨论|研究|测试|调整|处理)'

/** Where a sentence or clause ends. */
const END = '(?=[。；！，、？!?;,.：:\\n]|$)'
const ASKS =
	'(?:能否|可否|能不能|可不可以)(?:请)?(?:你|您)?(?:帮我|帮忙)?|(?:你|您)?(?:能否|可否|能不能|可不可以)(?:请)?(?:帮我|帮忙)?|(?:你|您)?(?:能|可以|能够)(?:请你|请您)?(?:帮我|帮忙)'
const NO_REQUEST = '(?![求负負假客教柬帖愿願示战罪安神缨辞書託勿])'

const phrases: readonly Phrase[] = [
	{
		find: `(?:${ASKS})(?:一下)?(${TASK}[^。？?！!\\n]{1,100}?)[吗呢]?[？?]`,
		put: '$1。',
		at: 'start',
		free: true,
	},
	{
		find: `我(?:想|希望|需要|要)(?:请|让)?[你您](?:能够|能|来|帮我)?(?=${TASK})`,
		put: '',
		at: 'start',
		free: true,
	},
	{ find: `(?:请问)[，,]?(?=.)`, put: '', at: 'start', free: true },
	{ find: `(?:麻烦|烦请|劳烦|请)[你您]?(?:帮我|帮忙|帮助我)(?=${TASK})`, put: '', at: 'clause', free: true },
	{
		find: `(?:麻烦|烦请|劳烦|拜托|请)[你您](?=${TASK}|根据|按照|用|以|将|把|从|对|为|不要|在|先|再|只)`,
		put: '',
		at: 'clause',
		free: true,
	},
	{ find: `(?:烦请|劳烦|麻烦)(?=${TASK})`, put: '', at: 'clause', free: true },
	{ find: `[请請]${NO_REQUEST}(?=\\p{Script=Han})`, put: '', at: 'clause', free: true },
	{ find: '(?:你好|您好|大家好)[，,。！!]', put: '', at: 'first' },
	{
		find: '(?:先|非常|十分|万分|提前)?(?:谢谢|多谢|感谢)(?:你|您|大家)?(?:了|啦)?(?:的(?:帮助|支持|配合|协助|理解))?[！!。~～]*',
		put: '',
		at: 'alone',
		free: true,
	},
	{ find: '(?:需要注意的是|值得注意的是|需要指出的是|值得一提的是)[，,]', put: '', at: 'start', free: true },
	{ find: `一下(?<=(?:${ACTION}|介绍)一下)(?!子)`, put: '' },
	{ find: '为了能够?(?=\\p{Script=Han})', put: '为了' },
	{
		find: `对([^。；，！？、：“”「」《》‘’对进\\n]{2,20})进行(详细|深入|全面|简要|系统|仔细)?的?(${ACTION})${END}`,
		put: '$2$3$1',
	},
	{ find: '的时候(?<![有那这小么候]的时候)(?=，)', put: '时' },
	{ find: '的话(?<=如果[^。；，！？\\n]{1,30}的话)(?=，)', put: '' },
	{ find: '尽可能地(?=\\p{Script=Han})', put: '尽可能' },
	{ find: '以便于(?=\\p{Script=Han})', put: '以便' },
	{ find: '以下的(?=\\p{Script=Han})', put: '以下' },
]

const INSTRUCTION = new RegExp(
	`^(?:首先|然后|接着|最后|另外|同时|现在|此外)?[，,]?(?:[请請麻烦劳拜你您不]|${ASKS}|我(?:想|希望|需要|要)|务必|必须|应|只|仅|如果|若|当|根据|按照|为了|对|将|把|用|使用|以|在|从|确保|避免|禁止|保持|保留|尽|先|再|${TASK})`,
)

/** Chinese: sentences of Han characters without kana. */
export const chinese: Wording = {
	language: 'zh',
	script: /[\u4e00-\u9fff]/,
	isInstruction: (sentence) => INSTRUCTION.test(sentence),
	aboutCourtesy:
		/礼貌|客气|敬语|[说用写加]上?(?:请|谢谢|感谢)(?:字|二字|两个字)?(?=[。，！？]|$|开头|结尾)|请字|谢字/,
	phrases,
}
