/**
 * Sorts and filters the tables of the page; without it they stand in the order of the run.
 *
 * Cells without a value sort last either way. The filter keeps rows that hold every word typed.
 */
export const SCRIPT = `
for (const table of document.querySelectorAll('table.sortable')) {
  const body = table.tBodies[0]
  const heads = [...table.tHead.rows[0].cells]
  heads.forEach((head, column) => {
    const button = document.createElement('button')
    button.type = 'button'
    button.append(...head.childNodes)
    head.append(button)
    button.addEventListener('click', () => {
      const down = head.getAttribute('aria-sort') === 'ascending'
      for (const other of heads) other.removeAttribute('aria-sort')
      head.setAttribute('aria-sort', down ? 'descending' : 'ascending')
      body.classList.add('sorted')
      const isFigure = head.classList.contains('n')
      const key = (row) => isFigure ? parseFloat(row.cells[column].dataset.value) : row.cells[column].textContent
      const compare = (a, b) => {
        if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) - Number.isNaN(b)
        return (a < b ? -1 : a > b ? 1 : 0) * (down ? -1 : 1)
      }
      body.append(...[...body.rows].sort((a, b) => compare(key(a), key(b))))
    })
  })
  if (body.rows.length <= 20) continue
  const filter = document.createElement('input')
  filter.type = 'search'
  filter.placeholder = 'Filter rows, such as: json compress'
  filter.setAttribute('aria-label', 'Filter rows')
  table.parentElement.before(filter)
  filter.addEventListener('input', () => {
    const words = filter.value.toLowerCase().split(/\\s+/)
    for (const row of body.rows) row.hidden = !words.every((word) => row.textContent.toLowerCase().includes(word))
  })
}
`
