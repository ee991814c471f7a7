import { toJsonSchema } from '@valibot/to-json-schema'
import { fixturesSchema } from './fixturesSchema'

/**
 * The JSON Schema of `local-wechat.json`, by which editors complete and check it: `"$schema"` in the file leads to it.
 *
 * @example
 * writeFileSync('dist/local-wechat.schema.json', JSON.stringify(fixturesJsonSchema(), null, 2))
 */
export function fixturesJsonSchema() {
  return {
    ...toJsonSchema(fixturesSchema, {
      typeMode: 'input',
      // JSON knows no other numbers.
      ignoreActions: ['finite'],
      // A list of at least one: plainer than a first item and others.
      overrideSchema: ({ valibotSchema, jsonSchema: { additionalItems, ...list } }) =>
        valibotSchema.type === 'tuple_with_rest' && additionalItems !== undefined
          ? { ...list, items: additionalItems }
          : undefined,
    }),
    title: 'local-wechat.json',
    description: 'The fixtures of the local WeChat of wx-logistics. 本地模拟环境的初始数据',
  }
}
