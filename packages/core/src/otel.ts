export { type OtelOptions, otelObserver } from './monitoring/otel-observer.ts'
