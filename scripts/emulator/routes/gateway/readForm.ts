import { buffer } from 'node:stream/consumers'
import Busboy from '@fastify/busboy'

/**
 * Reads a form of multipart/form-data: each field as bytes.
 *
 * @throws Error when it is none, or not all of it
 */
export function readForm(contentType: string, body: Buffer): Promise<Record<string, Buffer>> {
  return new Promise((resolve, reject) => {
    const form = new Busboy({
      headers: { 'content-type': contentType },
      isPartAFile: () => true,
      limits: { parts: 30 },
    })
    const fields: Promise<[string, Buffer]>[] = []
    form.on('file', (name, content) => {
      const field = buffer(content).then((bytes): [string, Buffer] => [name, bytes])
      field.catch(reject)
      fields.push(field)
    })
    form.on('error', reject)
    form.on('finish', () => resolve(Promise.all(fields).then((them) => Object.fromEntries(them))))
    form.end(body)
  })
}
