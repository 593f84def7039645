/** One column: what is opened covers what was there. */
export const isPhone = (): boolean => matchMedia('(max-width: 767px)').matches
