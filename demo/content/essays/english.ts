import type { EssayAnswers } from "./answers.ts";

export const ENGLISH_ESSAYS: EssayAnswers = {
  "e-phones": [
    {
      quality: 1,
      text:
        `{In my view, students should be allowed to carry a phone to school, provided that it stays switched off during lessons.|I believe that phones should be allowed in school, but not in class.}\n\n{To begin with|First of all}, a phone keeps us safe. {My bus takes fifty minutes and last monsoon a tree fell across the road. I could tell my mother that I was fine before she began to worry.|When my cousin missed the last bus from Kotagiri, one call was enough to bring her home.} {Secondly|Moreover}, phones can help us to learn. {We used one in the science lab to film a pendulum and count its swings in slow motion.|Our geography group photographed the rocks behind the school and named them with an app.}\n\n{Of course, some say that phones disturb the class, and they are right about phones that are used.|It is true that a buzzing phone spoils a lesson.} {But a phone that lies in a numbered pouch near the door disturbs nobody.|The answer is a box at the front of the room, not a ban at the gate.} {A school that teaches us to put our phones away prepares us better than one that pretends they do not exist.|After all, we must learn some day to own a phone without being owned by it.}`,
    },
    {
      quality: 0.9,
      text:
        `{Mobile phones have no place in school, and I say so as someone who owns one.|I am against mobile phones in school, although I like my own very much.} The first reason is attention. {Even when it lies silent in my bag I keep wondering who has written to me.|When a message comes, ten minutes of the lesson are gone, even if I do not answer it.} The second is fairness. {Some of my classmates have costly phones and some have none, and in the break you can see who sits with whom.|Not every family can buy one, and school should be a place where that does not matter.} {People argue that parents must be able to reach us in an emergency.|The strongest argument of the other side is safety.} {Yet the office has a telephone, and in eight years it has never failed to find me.|However, the school office can call any parent within a minute.} {For these reasons phones should stay at home.|So let us keep six hours of the day for one another.}`,
    },
    {
      quality: 0.7,
      text:
        `{I think students should be allowed to bring phones to school.|In my opinion phones should be allowed in school.|Yes, students should be allowed to bring phones.} {One reason is safety.|First, a phone keeps us safe.} {If the bus is late we can call our parents.|If something happens on the way we can call home.} Another reason is that we can {search for information for our projects|look up words and facts quickly}. Some people say that {students will play games in class|phones are a distraction}. {But teachers can make a rule that phones must be switched off.|But this can be solved if we keep them in our bags.} {So I think it should be allowed with rules.|In conclusion, phones should be allowed with some rules.}`,
    },
    {
      quality: 0.5,
      text:
        `{In my opinion mobile phones should not be allowed in school.|I feel that phones should not be brought to school.|Phones should stay at home, I think.} {Students will use it for games and chatting and they will not listen to the teacher|If phone is there, students will see videos in class and not concentrate}. {Also it can get stolen|Also phones are costly and can get lost} and then {the parents will blame the school|there will be problem}. Some students say they need it for calling but {that is only an excuse|I do not think so}. {School is for studying.|We come to school to study.|There is enough time for phones at home.}`,
    },
    {
      quality: 0.3,
      text:
        `{Phones is very usefull in todays life.|Mobile is most important thing now a days.|In today's world phone is must.} {Everybody have a phone.|Small childrens also have a phone.|My father and mother also have it.} {We can talk to friends and see videos and also study from it|We can take photo, listen songs and also do study}. {So it should be allow in school because it is usefull|I think we should bring it because all are having it}. {Teachers also bring phones.|Even teachers is using phone in school.} {Thats all.|So please allow.|If they ban it we will feel bad.}`,
    },
    {
      quality: 0.1,
      text:
        `{Yes phone should be allowed.|Yes we should bring the phone.|I want phone in school.} {It is good for students.|It is having many uses.|It is good because it is good.} {Phone was invented many years ago.|Phone is made by companies like Samsung.|Long back there was no phone.} {Now there is smart phone.|Now every people has phone.|Mobile have calling, camera, torch.} {Thank you.|That is my opinion.|}`,
    },
  ],
  "e-crossing": [
    {
      quality: 1,
      text:
        `The Municipal Commissioner\nMunicipal Office, Nilgiri Valley\n\nSubject: {Request for a zebra crossing at our school gate|Zebra crossing needed on Station Road}\n\n{Respected Sir or Madam|Dear Sir or Madam},\n\nI am writing on behalf of the students of Nilgiri Valley School. {Every morning about 900 children cross Station Road to reach our gate.|Our gate opens directly onto Station Road, which hundreds of us cross twice a day.} {There is neither a crossing nor a speed limit, and cars come round the bend without slowing down.|There is no crossing, and vehicles come downhill at great speed.} {In October a boy of Class 6 was hit by a scooter and broke his arm.|On 12 October two small children were nearly run over in front of us.}\n\nWe request you to {have a zebra crossing painted|provide a zebra crossing} in front of the gate, {together with a sign and a speed breaker|and to place a warning sign on both sides}. {We should be grateful if this could be done before the new term.|Our class would be glad to show the place to your engineer.}\n\nThank you for your {time|attention}.\n\nYours faithfully,\n{The students of Class 10|A student of Class 10}`,
    },
    {
      quality: 0.8,
      text:
        `To\nThe Municipal Commissioner\n\nSubject: Zebra crossing\n\nRespected Sir,\n\nI am a student of Nilgiri Valley School. Many cars {drive very fast|come with high speed} near our school gate. {It is dangerous for small children.|The younger students are afraid to cross.} {Last week one girl fell down when a jeep came suddenly.|Last month a cyclist hit one of our juniors.} Kindly make a zebra crossing {there so that we can cross safely|in front of the gate at the earliest}.\n\nThanking you,\nYours {faithfully|sincerely},\nA student`,
    },
    {
      quality: 0.55,
      text:
        `Respected Sir,\n\nCars are {going|driving} very fast in front of our school and {we cannot cross the road|crossing the road is not safe}. {So please put a zebra crossing.|We want a zebra crossing there.} It will be {very helpful for us|good for all students}. {Many students are coming by walk.|Many of us are walking to school.}\n\nThanking you\nYours obediently\n{Student of class 10|Your student}`,
    },
    {
      quality: 0.3,
      text:
        `Dear commissioner,\n{How are you? I am fine.|Hi, hope you are well.} You should {make|put} a zebra crossing at our school {immediately|soon} because {cars are fast|the cars go too fast}. {Why has nobody done it till now?|Somebody will get hurt and it will be your fault.} {Please do it fast.|Do something.}\nBye`,
    },
    {
      quality: 0.05,
      text:
        `{Zebra crossing is black and white lines on the road. It is for people to cross. We should always use the zebra crossing and look left and right.|Road safety is very important. We should follow traffic rules and wear helmet.}`,
    },
  ],
  "e-rain-essay": [
    {
      quality: 1,
      text:
        `{The poet turns the rain into a small, poor child.|In this poem the rain behaves like a child who comes visiting.} It “came tapping at the door”, {which is what a polite visitor does|as if it waited to be asked in}, and it “had no shoes, it had no coat”, so that {I imagine it cold and barefoot and feel sorry for it|we see a barefoot child and pity it}. {Then it “danced across the kitchen floor”|Inside it “danced”}: I hear {quick light feet|many quick steps}, {and the rain seems happy|which makes the drops sound happy}. {When it is scolded it goes “without a word”|After the scolding it “slipped away without a word”}, {like someone whose feelings are hurt|which makes me feel the family was unkind}. {At last it runs to “tell the fields”, like a child with a story for its friends.|In the end it runs off “to tell the fields”, so it has friends outside who welcome it.}`,
    },
    {
      quality: 0.75,
      text:
        `The poet uses personification. {The rain is “tapping at the door”|It says that the rain “came tapping at the door”}, which {makes me imagine a person knocking|sounds like a guest who knocks with his fingers}. It also says “{it danced across the kitchen floor|sang with silver in its throat}”, and {only people dance or sing|this is also something only a person does}. {So the rain is like a happy visitor.|This makes the rain feel lively.}`,
    },
    {
      quality: 0.5,
      text:
        `The poet makes the rain like a person because {it “had no shoes, it had no coat”|it “danced across the kitchen floor”}. {Rain does not wear shoes, only people do.|Rain cannot dance, only people can.} {It also comes to the door and runs away.|It also sings and runs.} {So the rain is like a person.|This is called personification.}`,
    },
    {
      quality: 0.25,
      text:
        `The rain came to the door and {went in the kitchen|danced in the kitchen}. Then the people {scolded it|got angry} and {cleaned the floor|mopped the tiles}. Then the rain {went to the fields|ran away for miles}. {In this way the poet shows it like a person.|So it is like a person.}`,
    },
    {
      quality: 0,
      text:
        `{The poem is about rain. Rain is very important for farmers and it comes in the month of June. I like rain because we can play in it.|This poem has two stanzas and it rhymes. The poet likes the rain very much. It is a nice poem.}`,
    },
  ],
};
