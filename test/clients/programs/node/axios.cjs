const axios = require('axios')

const [url, body] = process.argv.slice(2)

axios.post(url, JSON.parse(body)).then(({ data }) => console.log(JSON.stringify(data)))
