// What stands in ?error= of an address: words of our server after a way back from somewhere else.
// It is shown as text only, and never as if we had said more than that.

const longest = 400;

export function ErrorParameter({ text }: { text: string }) {
  return (
    <div className="note bad" role="alert">
      <p>
        <b>That did not work.</b> {text.slice(0, longest)}
      </p>
    </div>
  );
}
