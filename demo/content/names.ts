/** Names that occur together in families. */
export interface FamilyNames {
  surnames: readonly string[];
  boys: readonly string[];
  girls: readonly string[];
  mothers: readonly string[];
  fathers: readonly string[];
}

const words = (text: string): string[] => text.trim().split(/\s+/);

/** As in a South Indian hill town with families from all over the country. */
export const FAMILY_NAMES: readonly FamilyNames[] = [
  {
    surnames: words(`Acharya Agarwal Banerjee Bhat Bose Chatterjee Chauhan Chettri Choudhary Das
      Desai Deshpande Dutta Ghosh Gowda Gupta Hegde Iyer Jain Jha Joshi Kamath Kapoor Krishnan
      Kulkarni Kumar Mehta Menon Mishra Mohan Mukherjee Murthy Naidu Nair Pai Pandey Patel Patil
      Pillai Pradhan Prasad Raghavan Rajan Raman Rao Reddy Roy Saxena Sen Shah Sharma Shetty Shukla
      Singh Subramanian Swamy Thakur Tiwari Varma Venkatesh Verma Yadav`),
    boys: words(`Aarav Aditya Advait Ajay Akash Anirudh Arjun Aryan Ashwin Bharat Charan Darshan
      Deepak Dev Dhruv Gautam Gokul Hari Harsh Ishaan Jai Jatin Kabir Karan Karthik Kiran Krishna
      Lakshya Madhav Manav Mohit Naveen Nikhil Om Parth Pranav Rahul Rajat Rishi Rohan Sachin Samar
      Sanjay Shaurya Siddharth Suresh Tanmay Tarun Uday Varun Ved Vihaan Vikram Vivek Yash`),
    girls: words(`Aadya Amrita Ananya Anika Anjali Anvi Aparna Avni Bhavana Chitra Deepa Devika Diya
      Divya Gauri Gayatri Hema Ira Ishita Isha Janani Jaya Kavya Keerthi Khushi Kriti Lakshmi
      Lavanya Maya Meera Megha Mira Myra Nandini Navya Neha Nila Nisha Nitya Pooja Prisha Radhika
      Riya Roshni Saanvi Sahana Shreya Shruti Sneha Swati Tanvi Tara Trisha Uma Vaishnavi Vidya`),
    mothers: words(`Anita Anuradha Bindu Geetha Indira Jyothi Kalpana Kamala Latha Leela Madhavi
      Malini Meenakshi Nirmala Padma Parvati Prema Priya Rekha Revathi Rukmini Sarita Seema Shanta
      Shobha Sudha Sujata Sunita Usha Vandana Vasanthi Vijaya`),
    fathers: words(`Anand Ashok Babu Balaji Chandran Dinesh Ganesh Gopal Hemant Kishore Mahesh Manoj
      Mukesh Murali Nagaraj Pradeep Prakash Rajesh Rakesh Ramesh Ravi Satish Selvam Senthil Shankar
      Srinivas Subash Sunil Venkat Vinod`),
  },
  {
    surnames: words("Ahmed Ansari Hussain Khan Pasha Rahman Siddiqui"),
    boys: words("Arif Bilal Farhan Imran Rehan Sameer Yusuf Zain"),
    girls: words("Aisha Amina Fatima Nadia Sana Sara Zara Zoya"),
    mothers: words("Farzana Mumtaz Nafisa Rehana Shabana Yasmin"),
    fathers: words("Abdul Ibrahim Iqbal Nasir Rafiq Salim"),
  },
  {
    surnames: words("Fernandes George John Joseph Mathew Paul Thomas Varghese"),
    boys: words("Alan Daniel Jerome Joel Kevin Nathan Robin Samuel"),
    girls: words("Anna Angela Elena Esther Maria Rachel Sharon Tessa"),
    mothers: words("Annie Beena Lissy Mary Rosamma Sheela"),
    fathers: words("Abraham Antony David Jacob Philip Stephen"),
  },
];
