import type { EssayAnswers } from "./answers.ts";

export const MATHEMATICS_ESSAYS: EssayAnswers = {
  "m-consecutive": [
    {
      quality: 1,
      text:
        `{For example|Example:} {4 + 5 + 6 = 15 and 15 = 3 × 5|7 + 8 + 9 = 24 and 24 = 3 × 8|10 + 11 + 12 = 33, which is 3 × 11|1 + 2 + 3 = 6 = 3 × 2}.\n\n{Let the numbers be|Now take any three consecutive numbers} n, n + 1 and n + 2. {Their sum is|If we add them we get} n + n + 1 + n + 2 = 3n + 3 = 3(n + 1). {As n + 1 is a whole number,|Since n + 1 is a whole number} the sum is {always a multiple of 3|3 times a whole number, so it can be divided by 3}. {This works for every n.|Here n can be anything, so it is true for all of them.}`,
    },
    {
      quality: 0.95,
      text:
        `Call the middle number m. Then the one before it is m − 1 and the one after it is m + 1. {When we add them the −1 and the +1 cancel|In the sum, −1 and +1 cancel} and we get 3m. So the sum is {always three times the middle number|3 × the middle number}, {and that is a multiple of 3|so 3 divides it}. {Example: 20 + 21 + 22 = 63 = 3 × 21.|For instance 99 + 100 + 101 = 300 = 3 × 100.|Check: 5 + 6 + 7 = 18 = 3 × 6.}`,
    },
    {
      quality: 0.75,
      text:
        `{2 + 3 + 4 = 9 and 9 ÷ 3 = 3.|8 + 9 + 10 = 27, and 27 ÷ 3 = 9.|Take 6, 7, 8. The sum is 21 = 7 × 3.|13 + 14 + 15 = 42 and 42 ÷ 3 = 14.} {In algebra|Using algebra}: x + (x + 1) + (x + 2) = 3x + 3. {3x is in the 3 times table and 3 too.|Both 3x and 3 can be divided by 3.}`,
    },
    {
      quality: 0.5,
      text:
        `{If you take three numbers in a row|When three numbers come one after another|In three consecutive numbers}, the last one is 1 more than the middle and the first is 1 less. {So you can give one from the last to the first and all are the same.|So it is like having the same number three times.} {Like 4, 5, 6 becomes 5, 5, 5.|For 7, 8, 9 it becomes 8, 8, 8 = 24.|1, 2, 3 is the same as 2, 2, 2.|10, 11, 12 will be 11 three times.} {So you can divide by 3.|And three times a number is divisible by 3.|}`,
    },
    {
      quality: 0.25,
      text:
        `{1 + 2 + 3 = 6, 2 + 3 + 4 = 9, 3 + 4 + 5 = 12, 4 + 5 + 6 = 15.|5 + 6 + 7 = 18, 6 + 7 + 8 = 21 and 10 + 11 + 12 = 33.|100 + 101 + 102 = 303 and 303 ÷ 3 = 101.|I took 11, 12, 13 and the sum is 36.|0 + 1 + 2 = 3, and 9 + 10 + 11 = 30.} {All of these are in the table of 3|These can all be divided by 3} so {it is always true|it will be true for all numbers}. {I tried many and it works every time.|I checked with my calculator also.|}`,
    },
    {
      quality: 0,
      text:
        `{Because there are three numbers so you divide by three.|It can be divided by 3 because we are adding 3 numbers.|Three consecutive numbers always have a 3 in them so the sum is divisible by 3.} {That is the rule of divisibility.|It is a property of consecutive numbers.|We learnt this in class 6.|So it is proved.|Any number can be divided by 3 if we want.}`,
    },
  ],
  "m-odd-sum": [
    {
      quality: 1,
      text:
        `{For example|Example:} {7 + 5 = 12 = 2 × 6|9 + 3 = 12, and 12 is even|11 + 15 = 26 = 2 × 13}.\n\n{Any odd number is one more than an even number.|Every odd number is 2 times something plus 1.} {So let the two numbers be|Call them} 2a + 1 and 2b + 1. {Their sum is|Adding gives} 2a + 2b + 2 = 2(a + b + 1). {As a + b + 1 is a whole number,|Since this is 2 times a whole number,} the sum is {always even|even for every a and b}.`,
    },
    {
      quality: 0.75,
      text:
        `{5 + 9 = 14, and 14 is even.|3 + 7 = 10, which is even.|13 + 21 = 34.} {An odd number is an even number and 1 more.|Odd means even + 1.} {If you add two of them|When we add two odd numbers} the two ones {make 2|become 2}, {and even + even + 2 is even.|and 2 is even too, so everything is even.}`,
    },
    {
      quality: 0.5,
      text:
        `{If you put an odd number of things in pairs one is left over.|In an odd number one is always left when you make pairs.} {With two odd numbers the two left over make a pair.|The two that are left over go together.} {So nothing is left over and the sum is even.|So it is even.}`,
    },
    {
      quality: 0.25,
      text:
        `{1 + 3 = 4, 5 + 7 = 12, 9 + 11 = 20.|3 + 3 = 6, 7 + 9 = 16 and 21 + 23 = 44.|I took 15 + 17 = 32 and 101 + 103 = 204.} {They are all even|Every answer is even} so {it is always true|the rule is right for all odd numbers}. {I could not find any that is not.|You can try it with others also.|}`,
    },
    {
      quality: 0,
      text:
        `{Because odd and odd is even, like minus and minus is plus.|It is the rule that odd + odd = even.|Two is an even number, and there are two numbers, so the sum is even.} {We learnt it in class 5 and it is true.|So it is proved for all numbers.|That is why it is always true.}`,
    },
  ],
};
