/**
 * An answer whose text stays a string until it is sent: a page that is kept as bytes anyway need not pass through a
 * stream first (measured: a twelfth of all the work of an uncached page).
 */
export class HtmlResponse extends Response {
  readonly html: string;

  constructor(html: string, init: ResponseInit) {
    super(null, init);
    this.html = html;
  }
}

// Whoever does read it as a response gets a whole one. Set on the prototype, since the type says that these are
// properties, which a class may not turn into methods.
Object.defineProperties(HtmlResponse.prototype, {
  body: {
    get(this: HtmlResponse) {
      return new Response(this.html).body;
    },
  },
  text: {
    value(this: HtmlResponse) {
      return Promise.resolve(this.html);
    },
  },
  arrayBuffer: {
    value(this: HtmlResponse) {
      return new Response(this.html).arrayBuffer();
    },
  },
});
