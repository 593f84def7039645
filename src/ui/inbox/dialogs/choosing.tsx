type Options<Value extends string> = readonly (readonly [value: Value, name: string])[]
type Props<Value extends string> = { label: string; options: Options<Value>; value: Value; choose: (value: Value) => void }

/** A few, all in sight. */
export const OneOf = <Value extends string>({ label, options, value, choose }: Props<Value>) => (
  <fieldset className="one-of">
    <legend>{label}</legend>
    {options.map(([one, name]) => (
      <label key={one} className={one === value ? 'pill on' : 'pill'}>
        <input type="radio" className="visually-hidden" name={label} value={one} checked={one === value} onChange={() => choose(one)} />
        {name}
      </label>
    ))}
  </fieldset>
)

/** One of many; an empty one must be chosen, unless none is a choice too. */
export const Chosen = ({ label, options, value, choose, required = false }: Props<string> & { required?: boolean }) => (
  <label>
    {label}
    <select className="form-select" required={required} value={value} onChange={(event) => choose(event.currentTarget.value)}>
      {options.map(([one, name]) => (
        <option key={one} value={one}>
          {name}
        </option>
      ))}
    </select>
  </label>
)
