import assert from "node:assert/strict";
import { latinName } from "./latin.ts";

Deno.test("latinName() writes names of any script in Latin letters", async () => {
  const CASES: [name: string, latin: string][] = [
    ["Łukasz Wójcik", "lukasz wojcik"],
    ["Đặng Thị Hương", "dang thi huong"],
    ["Søren Groß", "soren gross"],
    ["D'Souza", "dsouza"],
    ["O’Brien", "obrien"],
    ["कबीर राव", "kabir rav"],
    ["मीरा कुमार", "mira kumar"],
    ["मनीष शर्मा", "manis sarma"],
    ["সুমিত্রা", "sumitra"],
    ["ਗੁਰਪ੍ਰੀਤ", "guraprit"],
    ["நிர்மலா", "nirmala"],
    ["محمد الأحمد", "mhmd alahmd"],
    ["فاطمة", "fatma"],
    ["Γιώργος Παπαδόπουλος", "giorgos papadopoulos"],
    ["Юлия Щербакова", "yuliya shcherbakova"],
    ["王小明", "wangxiaoming"],
    ["김민준", "gimminjun"],
    ["さくら 田中", "sakura tianzhong"],
    ["שרה כהן", "srh khhn"],
  ];
  for (const [name, latin] of CASES) assert.equal(await latinName(name), latin, name);
});
