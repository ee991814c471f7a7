import type { FastifyPluginAsync } from 'fastify'
import * as v from 'valibot'
import { CollectionNotExistError, DatabaseError } from '../database/DatabaseError'
import type { CloudDatabase } from '../service/CloudDatabase'
import { documentsSchema } from '../state/fixturesSchema'
import { exactly, fields, text } from '../state/plainSchemas'
import { HttpError, parse } from './responses'

const count = (byDefault: string) =>
  v.pipe(v.optional(text, byDefault), v.regex(/^\d{1,9}$/, 'should be a whole number'), v.transform(Number))

const findSchema = exactly({
  query: v.pipe(v.optional(text, '{}'), v.parseJson(undefined, 'should be JSON'), fields),
  skip: count('0'),
  limit: count('20'),
})

type Named = { Params: { name: string } }

/** `/emulator/database/...`: reads and replaces the documents of the database, in Extended JSON. */
export function database(database: CloudDatabase): FastifyPluginAsync {
  return async (server) => {
    server.get('/emulator/database', async () => ({ collections: await database.collections() }))

    server.get<Named>('/emulator/database/:name', async ({ params, query: given }) => {
      const { query, skip, limit } = parse(findSchema, given)
      try {
        return await database.find(params.name, query, skip, limit)
      } catch (error) {
        if (error instanceof CollectionNotExistError) throw new HttpError(404, `no collection ${params.name}`)
        if (error instanceof DatabaseError) throw new HttpError(400, `query: ${error.message}`)
        throw error
      }
    })

    server.put<Named>('/emulator/database/:name', async ({ params: { name }, body }) => {
      const documents = parse(documentsSchema, body)
      await database.replace(name, documents)
      return { name, documents: documents.length }
    })
  }
}
