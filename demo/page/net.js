const problem = document.getElementById('problem')
let hiding = 0

/** For a moment, at the foot of the page. */
export function say(words) {
  problem.textContent = words
  problem.hidden = false
  clearTimeout(hiding)
  hiding = setTimeout(() => { problem.hidden = true }, 5000)
}

/** Resolves to whether it was done; what was not is said on the page. */
export async function post(path, body) {
  try {
    const answer = await fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
    if (answer.ok) return true
    say((await answer.json()).problem)
  } catch {
    say('La dimostrazione non risponde: è ancora accesa?')
  }
  return false
}
