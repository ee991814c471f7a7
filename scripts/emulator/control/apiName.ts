import * as v from 'valibot'
import { nameMistake } from '../state/nameMistake'
import { name } from '../state/plainSchemas'

/** The name of an API in a fault or a stub: a known one, or one that is not simulated, but no typing mistake. */
export const apiName = v.pipe(
  name,
  v.check(
    (it) => nameMistake(it) === undefined,
    ({ input }) => nameMistake(input) ?? '',
  ),
)
