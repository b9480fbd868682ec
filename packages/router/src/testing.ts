export { type TestChooserOptions, testChooser } from './testing/test-chooser.ts'
