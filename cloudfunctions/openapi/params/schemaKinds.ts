import type * as v from 'valibot'

type ListSchema = v.ArraySchema<v.GenericSchema, undefined>
type EntriesSchema = v.ObjectSchema<v.ObjectEntries, undefined>
type OptionalSchema = v.OptionalSchema<v.GenericSchema, undefined>

/** Whether a parameter may be left out. */
export function isOptional(schema: v.GenericSchema): schema is OptionalSchema {
  return schema.type === 'optional'
}

/** Whether a parameter is a list. */
export function isList(schema: v.GenericSchema): schema is ListSchema {
  return schema.type === 'array'
}

/** Whether a parameter is an object. */
export function isEntries(schema: v.GenericSchema): schema is EntriesSchema {
  return schema.type === 'object'
}

/** A parameter's schema without the word that it may be left out. */
export function unwrapped(schema: v.GenericSchema): v.GenericSchema {
  return isOptional(schema) ? schema.wrapped : schema
}
