// Node 10 does not know the prefix "node:".
// biome-ignore lint/style/useNodejsImportProtocol: see above
const { request } = require('https')

const [url, body] = process.argv.slice(2)

request(url, { method: 'POST', headers: { 'content-type': 'application/json' } }, (response) =>
  response.on('data', (it) => console.log(String(it))),
).end(body)
