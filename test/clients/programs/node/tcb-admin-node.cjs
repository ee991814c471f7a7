const app = require('tcb-admin-node')

const [name, data] = process.argv.slice(2)
app.init({ env: 'env-1', secretId: 'id', secretKey: 'key' })
app.callFunction({ name, data: JSON.parse(data) }).then(({ result }) => console.log(JSON.stringify(result)))
