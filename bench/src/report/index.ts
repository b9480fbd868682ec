export { markdownReport } from './markdown.ts'
export { readmeTable } from './readme-table.ts'
export { replaceBetween } from './replace-between.ts'
export type { ReportSubject } from './subject.ts'
