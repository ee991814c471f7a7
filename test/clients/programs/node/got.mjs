import got from 'got'

const [url, body] = process.argv.slice(2)

console.log(await got.post(url, { json: JSON.parse(body) }).text())
