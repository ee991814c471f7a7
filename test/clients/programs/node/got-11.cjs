const got = require('got-11')

const [url, body] = process.argv.slice(2)

got
  .post(url, { json: JSON.parse(body) })
  .text()
  .then(console.log)
