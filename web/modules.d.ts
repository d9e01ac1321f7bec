// Style sheets that scripts import as minified text.
declare module '*.css' {
  const text: string;
  export default text;
}
