/** Layer 1 alone: the same content in fewer tokens. */
import { TokenSlimmer } from '@headroom/slimmer'

const slimmer = new TokenSlimmer()
const prompt = `
Please analyze the following data:

Name    Value    Change
Item A  100      +10%
Item B  200      -5%
Item C  150      +15%

Please provide a detailed analysis report.
`

console.log(slimmer.countTokens(prompt)) // → 47
const { text, tokensAfter } = slimmer.slim(prompt)
console.log(tokensAfter <= 38) // → true
console.log(['Name', 'Item A', '100', '+10%', 'Item C', '+15%'].every((word) => text.includes(word))) // → true

// JSON keeps every value and the spelling of every number.
console.log(slimmer.slim('{\n    "id": 1.50,\n    "tags": [ "a", "b" ]\n}').text) // → {"id":1.50,"tags":["a","b"]}
