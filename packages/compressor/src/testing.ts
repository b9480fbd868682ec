export { type TestScorerOptions, testScorer } from './testing/test-scorer.ts'
export { type TestSegmenterOptions, testSegmenter } from './testing/test-segmenter.ts'
export { type TestStrategyOptions, testStrategy } from './testing/test-strategy.ts'
