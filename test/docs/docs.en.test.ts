import { testDocs } from './testDocs'

testDocs('en')
