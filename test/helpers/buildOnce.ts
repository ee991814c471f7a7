import { build } from '../../scripts/build'

/** Jest's global setup: what the local WeChat runs is built once, before any test. */
export default build
