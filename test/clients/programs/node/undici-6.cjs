const { Agent, request } = require('undici-6')

const [url, body] = process.argv.slice(2)

request(url, { dispatcher: new Agent(), method: 'POST', body, headers: { 'content-type': 'application/json' } })
  .then((response) => response.body.text())
  .then(console.log)
