import * as v from 'valibot'

/** A parameter that may be left out, or must be there, as another one beside it has it. */
export type Condition<P extends string = string> = {
  needs: P
  /** The value that the other one has; without it: anything at all. */
  is?: number
} & ({ if: P; unless?: never } | { unless: P; if?: never })

/**
 * An object of parameters of which some are required on a condition only. It stays an object of parameters to whoever
 * looks at it, with its conditions as data in its pipe.
 *
 * @param entries the parameters; those that a condition is about are optional
 * @example
 * const person = conditional({ tel: optionalText(32), mobile: optionalText(32) }, [{ needs: 'mobile', unless: 'tel' }])
 */
export function conditional<const E extends v.ObjectEntries>(
  entries: E,
  conditions: readonly Condition<keyof E & string>[],
) {
  const check = v.rawCheck<v.InferOutput<v.ObjectSchema<E, undefined>>>(({ dataset: { value }, addIssue }) => {
    for (const condition of conditions) {
      const { needs } = condition
      const params: object = Object(value)
      const given: unknown = Reflect.get(params, needs)
      if (isFilledIn(given) || !isRequired(condition, params)) continue
      addIssue({
        message: `is ${given === undefined ? 'missing' : 'blank'}: it is ${inWords(condition)}`,
        path: [{ type: 'object', origin: 'value', input: { ...params }, key: needs, value: given }],
      })
    }
  })
  return v.pipe(v.object(entries), { ...check, conditions })
}

/**
 * A condition as our messages tell it.
 *
 * @example
 * inWords({ needs: 'openid', unless: 'addSource', is: 2 }) // 'required unless addSource is 2'
 */
export function inWords(condition: Condition): string {
  const { is = 'filled in' } = condition
  return condition.if === undefined
    ? `required unless ${condition.unless} is ${is}`
    : `required if ${condition.if} is ${is}`
}

/**
 * The conditions of an object of parameters; none of any other schema.
 *
 * @example
 * conditionsOf(person) // [{ needs: 'mobile', unless: 'tel' }]
 */
export function conditionsOf(schema: v.GenericSchema): readonly Condition[] {
  const pipe: readonly object[] = 'pipe' in schema && Array.isArray(schema.pipe) ? schema.pipe : []
  return pipe.filter(hasConditions).flatMap(({ conditions }) => conditions)
}

function hasConditions(item: object): item is { conditions: readonly Condition[] } {
  return 'conditions' in item
}

function isRequired(condition: Condition, params: object): boolean {
  const { is } = condition
  const holds = (param: string) => {
    const other: unknown = Reflect.get(params, param)
    return is === undefined ? isFilledIn(other) : other === is
  }
  return condition.if === undefined ? !holds(condition.unless) : holds(condition.if)
}

/** A blank text and an empty list are none. */
function isFilledIn(value: unknown): boolean {
  return typeof value === 'string' ? /\S/.test(value) : Array.isArray(value) ? value.length > 0 : value !== undefined
}
