import { toJsonSchema } from '@valibot/to-json-schema'
import { fixturesSchema } from './fixturesSchema'

/** Returns the JSON Schema of `local-wechat.json`, with which editors complete and check the file. */
export function fixturesJsonSchema() {
  return {
    ...toJsonSchema(fixturesSchema, {
      typeMode: 'input',
      // All numbers in JSON are finite. What a document may contain cannot be said by a JSON Schema.
      ignoreActions: ['finite', 'raw_transform', 'check'],
      // A list of at least one item, instead of a first item and others.
      overrideSchema: ({ valibotSchema, jsonSchema: { additionalItems, ...list } }) =>
        valibotSchema.type === 'tuple_with_rest' && additionalItems !== undefined
          ? { ...list, items: additionalItems }
          : undefined,
    }),
    title: 'local-wechat.json',
    description: 'The fixtures of the local WeChat of wx-logistics. 本地模拟环境的初始数据',
  }
}
