export { blendedPrice, type PriceShare } from './blend.ts'
export { CAPABILITIES_AS_OF, CAPABILITIES_SOURCES } from './capabilities.ts'
export { type Catalog, type CatalogOptions, catalog, createCatalog } from './catalog.ts'
export type { ModelOverride, PriceOverride } from './override.ts'
