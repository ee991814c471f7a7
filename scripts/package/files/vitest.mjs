import { beforeEach } from 'vitest'
import { suite } from './suite.js'

suite.begin()
beforeEach(() => suite.empty())
