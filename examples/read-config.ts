/** What `headroom.yaml` says, read in a program: defaults filled in, mistakes reported with line and column. */
import { parseConfig } from '@headroom/config'
import { isHeadroomError } from '@headroom/spec'

const text = [
	'compressor:',
	'  max_compression_ratio: 0.6',
	'  preserve_keywords: ["must", "never"]',
	'providers:',
	'  openai: { api_key: "$' + '{OPENAI_API_KEY:-sk-example}" }',
	'',
].join('\n')

const { config } = parseConfig(text, { env: {} })
console.log(config.compressor.maxCompressionRatio) // → 0.6
console.log(JSON.stringify(config).includes('sk-example')) // → false

try {
	parseConfig('slimer:\n  enabled: true\n', { env: {} })
} catch (error) {
	if (!isHeadroomError(error)) throw error
	console.log(error.code, error.message.includes('slimmer')) // → invalid-config true
}
