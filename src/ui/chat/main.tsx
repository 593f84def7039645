import { render } from 'preact'
import { App } from './app.tsx'
import { arrive, clearPhone, watchConnection } from './desk.ts'
import { tellPage, whenPageAsksToForget } from './frame.ts'
import './style/base.css'
import './style/header.css'
import './style/welcome.css'
import './style/thread.css'
import './style/blocks.css'
import './style/composer.css'
import './style/card.css'
import './style/print.css'

const place = document.getElementById('app')
if (place) {
  place.textContent = ''
  render(<App />, place)
}
tellPage('ready')
whenPageAsksToForget(clearPhone)
watchConnection()
void arrive()
