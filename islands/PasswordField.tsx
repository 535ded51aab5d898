import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { controlTies, Field, type FieldBase } from "../components/Field.tsx";
import { eye, eyeOff } from "../components/glyphs.ts";
import { Glyph } from "../components/Glyph.tsx";
import { island } from "../lib/islands/island.ts";

export interface PasswordFieldProps {
  name: string;
  label: string;
  autocomplete: "current-password" | "new-password";
  hint?: string;
  error?: string | undefined;
}

/** A password that can be shown while typing. Without script it is a plain password field. */
function PasswordField({ autocomplete, ...given }: PasswordFieldProps): VNode {
  const [shown, setShown] = useState(false);
  const [live, setLive] = useState(false);
  useEffect(() => setLive(true), []);
  const field: FieldBase = given;
  return (
    <Field {...field}>
      <div class="password">
        <input
          {...controlTies(field)}
          class="input"
          type={shown ? "text" : "password"}
          autocomplete={autocomplete}
          autocapitalize="off"
          spellcheck={false}
        />
        <button
          type="button"
          class="button button--link button--small password__show"
          aria-pressed={shown}
          aria-controls={field.name}
          hidden={!live}
          onClick={() => setShown(!shown)}
        >
          <Glyph of={shown ? eyeOff : eye} size={18} />
          {shown ? "Hide" : "Show"}
          <span class="vh">{` ${field.label.toLowerCase()}`}</span>
        </button>
      </div>
    </Field>
  );
}

export default island("PasswordField", PasswordField);
