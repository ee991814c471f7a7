import { render } from 'preact'
import { App } from './App'
import { listen } from './live'

const place = document.getElementById('console')
if (place) render(<App />, place)
listen()
