import type { ApiName, Params, Result } from '../../cloudfunctions/openapi/apis'

/** What the package's types say of each API: TypeWriter.ts writes it out. */
export type RegistryTypes = {
  [N in ApiName]: { params: Params<N>; result: Result<N> }
}
