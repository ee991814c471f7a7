import fetch from 'node-fetch'

const [url, body] = process.argv.slice(2)

const response = await fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json' } })
console.log(await response.text())
