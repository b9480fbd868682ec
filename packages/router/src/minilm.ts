export { minilmEmbedder } from './semantic/embedding/minilm.ts'
