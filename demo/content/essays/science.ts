import type { EssayAnswers } from "./answers.ts";

export const SCIENCE_ESSAYS: EssayAnswers = {
  "s-cyclist": [
    {
      quality: 1,
      text:
        `{When she pedals, the tyre pushes the road backwards and the road pushes the bicycle forwards.|Pedalling gives a forward force from the road on the back tyre.} {At the same time|But} air resistance and friction push backwards. {At a steady speed|When the speed is steady} these {two are equal in size and opposite|forces are balanced}, so the resultant force is zero. {By Newton’s first law a body with no resultant force keeps its velocity|No resultant force means no acceleration}, so {she neither speeds up nor slows down|her speed stays the same}.`,
    },
    {
      quality: 0.85,
      text:
        `The forward force from pedalling is balanced by {friction and the air|air resistance and friction}. Because forward = backward the net force is {0|zero} and {the acceleration is zero too (F = ma)|from F = ma there is no acceleration}. If she pedalled harder she would speed up, {but then the air would push back more until they balance again|until the air resistance becomes equal again}.`,
    },
    {
      quality: 0.5,
      text:
        `{There is friction between the tyres and the road|There is wind and friction} which {goes against her|pushes her back}. {Her pedalling cancels it|The pedalling is used up against the friction} so the forces {balance|are balanced}. {That is why the speed is steady.|So she goes at the same speed.}`,
    },
    {
      quality: 0.3,
      text:
        `She does not go faster because {of friction|there is friction from the road}. {The friction stops her from going fast.|Friction always slows things down.} {If the road was smooth she would go faster and faster.|On ice she would go very fast.}`,
    },
    {
      quality: 0,
      text:
        `{To keep moving you need a force.|Things stop if there is no force.} She {gives a force by pedalling|is pedalling all the time} so she {moves|keeps moving at that speed}. {If she wants to go faster she has to give more force.|More force is more speed and same force is same speed.}`,
    },
    {
      quality: 0.1,
      text:
        `{She is getting tired so she cannot go faster.|Because her legs can only go at one speed and gravity pulls the cycle down.} {Gravity is also pulling her.|The weight of the cycle makes it slow.}`,
    },
  ],
  "s-light-experiment": [
    {
      quality: 1,
      text:
        `{Aim: to see if light is needed for a plant to make starch.|Question: does a plant need light to make starch?}\n\nI would {keep a potted plant in a dark cupboard for two days|put a hibiscus plant in the dark for 48 hours} so that {it uses up the starch in its leaves|its leaves have no starch at the start}. Then I cover {half of one leaf with black paper on both sides|the middle of a leaf with a strip of black paper, above and below}, fixed with clips, and put the plant in the sun for {six hours|a day}. {The only thing I change is light.|I change only the light.} The water, the air and the temperature are the same because {it is the same leaf|both parts belong to one leaf}.\n\nAfter that I pick the leaf, boil it in water for a minute, and warm it in alcohol in a water bath {(not over a flame, alcohol burns)|, away from any flame,} till it is pale. I wash it and put iodine on it. {I expect|The result should be} that the part in the light turns blue-black, as there is starch, and the covered part stays brown. {This would show that light is needed.|So light is needed for making starch.} I would repeat it with {three leaves|two more plants} to be sure.`,
    },
    {
      quality: 0.8,
      text:
        `First keep the plant in the dark for {a day or two|two days} to remove starch. Cover part of a leaf with {black paper|aluminium foil} and keep it in sunlight for some hours. {Then remove the leaf and boil it in alcohol to take out the green colour|Next boil the leaf in spirit in a water bath so that the chlorophyll comes out}. Put iodine solution. The part which was {in light|not covered} becomes blue-black and the covered part {does not|stays yellow-brown}. {So light is necessary.|This proves starch is made only with light.} The plant gets the same water and air everywhere.`,
    },
    {
      quality: 0.5,
      text:
        `Take two {plants|same plants of one size}. Keep one in {sunlight|the window} and the other in {a dark room|a cupboard} for {three days|a week}. Give {both the same water|the same amount of water to both}. Then test a leaf of each with iodine. The leaf from the light plant becomes {blue-black|dark blue} and the other one {does not|stays brown}. So we know {light makes starch|plants need light}.`,
    },
    {
      quality: 0.3,
      text:
        `I will put one plant {in the sun|outside} and one plant in {the dark|my cupboard}. After {one week|some days} I will see which one is {bigger and greener|growing better}. The plant in the sun {will be healthy|will be green} and the plant in the dark {will become yellow|will die}. {This means it has no starch.|So light is needed for the food of the plant.}`,
    },
    {
      quality: 0.1,
      text:
        `Plants need {sunlight, water and carbon dioxide|sunlight and water} for photosynthesis. {In photosynthesis starch is made|The leaf makes its food in the chloroplast}. {Without light there is no photosynthesis|If there is no light the plant cannot make food}. So {the answer is yes|the plant needs light}.`,
    },
  ],
};
