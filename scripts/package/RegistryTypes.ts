import type { ApiName, Params, Result, WireParams } from '../../cloudfunctions/openapi/apis'

/** What the package's types say of each API: TypeWriter.ts writes it out. */
export type RegistryTypes = {
  [N in ApiName]: { params: Params<N>; wireParams: WireParams<N>; result: Result<N> }
}
