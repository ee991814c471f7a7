const { request } = require('node:https')
const { text } = require('node:stream/consumers')

const [url, body] = process.argv.slice(2)

request(url, { method: 'POST', headers: { 'content-type': 'application/json' } }, (response) =>
  text(response).then(console.log),
).end(body)
